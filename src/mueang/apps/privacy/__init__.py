"""Rights of the people in the data: the record of processing, notices, requests, breaches, keeping and research."""
