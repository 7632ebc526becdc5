"""Refusals of support."""
