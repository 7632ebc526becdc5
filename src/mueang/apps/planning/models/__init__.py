"""What planning keeps: who lives where, what-ifs, and what citizens said of those that were published."""

from mueang.apps.planning.models.published import Comment, CommentQuerySet, Publication, PublicationQuerySet
from mueang.apps.planning.models.times import TimeAnswer, TimeQuestion
from mueang.apps.planning.models.what_ifs import Change, Proposal, Residents, Scenario

__all__ = [
    "Change",
    "Comment",
    "CommentQuerySet",
    "Proposal",
    "Publication",
    "PublicationQuerySet",
    "Residents",
    "Scenario",
    "TimeAnswer",
    "TimeQuestion",
]
