"""Doors of campaigns: the desk's pages, templates, and what somebody wants to be told."""
