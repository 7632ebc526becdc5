"""Doors of outcomes."""
