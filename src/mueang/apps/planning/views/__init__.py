"""Doors of planning."""
