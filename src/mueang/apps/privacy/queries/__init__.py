"""Questions about the people in the data: what is held, why, for how long, who asked, what went wrong."""
