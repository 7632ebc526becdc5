"""Documents a city hands in, and figures it gives to everybody."""
