"""A city's work plan of one budget year: activities with owners, days and money, and what shows them done."""
