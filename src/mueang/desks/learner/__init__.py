"""A learner's own page: seats, hours, awards."""
