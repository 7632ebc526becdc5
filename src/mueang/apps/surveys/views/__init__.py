"""Pages of surveys: at the desk, in the field, and behind a link."""
