"""Achievements and the signed awards that anyone can verify."""
