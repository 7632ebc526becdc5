"""Human beings: persons, guardians, consent, and rosters that arrive as workbooks."""
