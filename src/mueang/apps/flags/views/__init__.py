"""Pages of flags."""
