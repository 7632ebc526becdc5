"""Other learning systems (Moodle and its like) open our courses by LTI 1.3."""
