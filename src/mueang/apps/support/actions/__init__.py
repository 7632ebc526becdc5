"""Everything that changes support."""
