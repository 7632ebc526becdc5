"""The City Unit's desk: cities opened from a template, and coached stage by stage."""
