"""Commands for those who check a round."""
