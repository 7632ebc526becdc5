"""What standards bodies know: pure functions, no Django, no clock, no network."""
