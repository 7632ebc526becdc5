"""Who may see and do what in support."""
