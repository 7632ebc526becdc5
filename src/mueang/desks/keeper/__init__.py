"""Where the keeper of a learning place works: today's sessions and their roll calls."""
