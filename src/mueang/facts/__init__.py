"""Packaged public data, each file with its source and licence."""
