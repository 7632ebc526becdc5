"""What a city measures: frameworks, indicators, and observations that always say whence they are."""
