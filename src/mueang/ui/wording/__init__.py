"""Phrases of the libraries we build on, gathered here so that our catalogue says them in good Thai."""
