"""A meeting of several days: parallel rooms, speakers, a programme, what people thought of each day, and a report."""
