"""Money in double entry: never edited, only reversed."""
