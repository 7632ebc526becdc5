"""Questions about campaigns: to whom, in which words, and what came of it."""

from mueang.apps.campaigns.queries.campaigns import (
    Report,
    campaign_at,
    campaigns_of,
    news_wish_of,
    report_of,
    templates_of,
)
from mueang.apps.campaigns.queries.counting import Count, count_of
from mueang.apps.campaigns.queries.segments import (
    Reached,
    Segment,
    people_in,
    portions,
    readers_of,
    segment_of,
)
from mueang.apps.campaigns.queries.wording import (
    MOST_SMS_PARTS,
    PRIVATE_WORDS,
    WAYS,
    Preview,
    faults_in,
    faults_of,
    filled,
    line_group_text,
    message,
    previews,
    title_of,
    values_for,
)

__all__ = [
    "MOST_SMS_PARTS",
    "PRIVATE_WORDS",
    "WAYS",
    "Count",
    "Preview",
    "Reached",
    "Report",
    "Segment",
    "campaign_at",
    "campaigns_of",
    "count_of",
    "faults_in",
    "faults_of",
    "filled",
    "line_group_text",
    "message",
    "news_wish_of",
    "people_in",
    "portions",
    "previews",
    "readers_of",
    "report_of",
    "segment_of",
    "templates_of",
    "title_of",
    "values_for",
]
