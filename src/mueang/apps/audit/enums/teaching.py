"""Words of the audit record about courses of the house."""

from django.utils.translation import gettext_lazy as _

TEACHING_WORDS = {
    "course.announced": _("Sent an announcement to the learners of a course"),
    "course.appointed": _("Gave somebody a role in a course"),
    "course.dismissed": _("Ended somebody's role in a course"),
    "course.opened": _("Opened the course in an activity"),
    "course.practised": _("Took a seat in the practice city"),
    "course.settled": _("Settled who has completed a course"),
    "course.strands_set": _("Said which meeting teaches which strand"),
    "lti.account_opened": _("Opened an account for a learner from another learning system"),
    "lti.platform_closed": _("Closed the way in from a learning system"),
    "lti.platform_registered": _("Registered a learning system"),
}
