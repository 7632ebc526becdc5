"""Learning places and neighbourhoods, with freshness as data."""
