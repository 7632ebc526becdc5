"""Doors of the outbox, everybody's own notices and wishes, letters, the one-press refusal, and LINE's calls."""
