"""What science knows: pure functions, no Django, no clock, no network."""
