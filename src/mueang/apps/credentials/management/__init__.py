"""Commands of credentials for operators."""
