"""Doors of lti."""
