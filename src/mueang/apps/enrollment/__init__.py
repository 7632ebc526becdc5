"""Seats, parties, roll call and the ledger of learning hours."""
