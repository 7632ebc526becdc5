"""Which children are at school: schools, pupils, and a page a month of who was there."""
