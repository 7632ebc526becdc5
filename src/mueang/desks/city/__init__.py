"""Where the city's learning manager works: today, and the doors to every room."""
