"""What is done when somebody leaves."""
