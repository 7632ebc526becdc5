"""The doors of people: persons, what they agreed to and asked for, rosters."""
