"""Early warning: rules a city edits, and reasoned, expiring flags that a human answers."""
