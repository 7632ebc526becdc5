"""Doors of forums."""
