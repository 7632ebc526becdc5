"""Commands that set the house up and keep it running."""
