"""Rows of support."""

from mueang.apps.support.models import concerns

__all__ = ["concerns"]
