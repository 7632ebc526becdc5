"""What reports keep."""

from mueang.apps.reports.models.documents import Answer, Evidence, QuestionCheck, Report, SignedCopy
from mueang.apps.reports.models.releases import Release, ReleasedFigure, ReleaseFile, ReleaseQuerySet

__all__ = [
    "Answer",
    "Evidence",
    "QuestionCheck",
    "Release",
    "ReleaseFile",
    "ReleaseQuerySet",
    "ReleasedFigure",
    "Report",
    "SignedCopy",
]
