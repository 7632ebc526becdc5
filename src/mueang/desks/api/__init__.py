"""What other systems read: directories of open data, without a key."""
