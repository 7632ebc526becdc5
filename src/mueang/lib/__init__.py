"""Small tools named after what they hold; no models, no nouns of the city."""
