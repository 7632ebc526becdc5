"""Photographs from strangers, made small and safe: looked at in a process of their own, kept by what they show."""

from mueang.lib.photographs.errors import PhotoError
from mueang.lib.photographs.kept import forget, keep, read_kept
from mueang.lib.photographs.preparing import LARGEST_BYTES, Prepared, prepare

__all__ = ["LARGEST_BYTES", "PhotoError", "Prepared", "forget", "keep", "prepare", "read_kept"]
