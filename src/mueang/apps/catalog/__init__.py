"""What can be learned: programs, offerings, sessions, interests."""
