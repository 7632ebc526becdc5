"""Teaching a course of the house with a cohort of cities: reading, progress, hours by strand, completion."""
