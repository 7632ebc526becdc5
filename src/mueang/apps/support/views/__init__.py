"""Doors of support."""
