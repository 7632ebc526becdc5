"""What a citizen sees without signing in."""
