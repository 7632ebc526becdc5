"""SQLite for a city at a rush: writers take turns instead of sleeping and looking again."""
