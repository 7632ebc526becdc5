"""Who is signed in where: sessions with a beginning, a limit and an end, each written to the record."""
