"""Backups of one installation: sealed pieces in a folder, each written once, and a list of them for every moment."""
