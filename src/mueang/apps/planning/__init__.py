"""What each neighbourhood can reach, and where a place would change most."""
