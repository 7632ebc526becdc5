"""What the city's data protection keeps itself: texts of notices, breaches, retention rules, research exports."""

from mueang.apps.privacy.models.breaches import Breach, BreachQuerySet, BreachStep
from mueang.apps.privacy.models.notices import NoticeText
from mueang.apps.privacy.models.research import ResearchExport
from mueang.apps.privacy.models.retention import RetentionRule, RetentionRun

__all__ = ["Breach", "BreachQuerySet", "BreachStep", "NoticeText", "ResearchExport", "RetentionRule", "RetentionRun"]
