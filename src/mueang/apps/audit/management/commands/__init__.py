"""Commands for those who keep the record."""
