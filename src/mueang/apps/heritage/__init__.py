"""Local capital: food, craft, ritual, nature, and the people who hold it."""
