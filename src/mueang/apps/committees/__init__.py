"""Committees: who sits, when they meet, what they decide and whether it is done."""
