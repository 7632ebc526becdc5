"""PostgreSQL for a city at a rush: whether a connection still stands is seen at its socket, without asking."""
