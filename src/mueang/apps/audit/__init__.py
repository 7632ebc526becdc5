"""Append-only, hash-chained record of what was done and which protected rows were read."""
