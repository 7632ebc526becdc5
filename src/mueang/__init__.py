"""Mueang: open, self-hostable software that runs a learning city."""
