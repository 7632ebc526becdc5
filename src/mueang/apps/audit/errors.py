"""Refusals of the record, named as facts."""


class AppendOnly(Exception):
    """An event is written once; it is never changed and never removed."""
