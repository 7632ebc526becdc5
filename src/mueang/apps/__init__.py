"""Vertical slices: what a city knows."""
