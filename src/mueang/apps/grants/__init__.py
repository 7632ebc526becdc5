"""Grants: a fund's call, a city's application, the money, what came of it, and checking that it is so."""
