"""Somebody leaves: what they answer for goes to a successor, and their access closes."""
