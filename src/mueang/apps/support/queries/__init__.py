"""Questions about support."""
