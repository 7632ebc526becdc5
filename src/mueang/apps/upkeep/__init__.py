"""Whether the house works, for everybody to read."""
