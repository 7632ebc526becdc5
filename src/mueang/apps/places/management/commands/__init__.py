"""Commands for operators: open a city, invite its people."""
