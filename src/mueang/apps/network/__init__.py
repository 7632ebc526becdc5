"""Cities, networks, partner organizations, agreements and what was promised and given."""
