"""Words to many: campaigns to a part of the city's people, their templates and what came of them."""
