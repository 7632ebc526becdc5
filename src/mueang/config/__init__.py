"""Settings, addresses, command line: knows everyone, nobody knows it."""
