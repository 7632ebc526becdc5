"""What may be typed in support."""
