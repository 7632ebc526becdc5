"""What is done for the rights of the people in the data."""

from django.utils.translation import gettext_lazy as _

PRIVACY_WORDS = {
    "breach.closed": _("Closed a breach of personal data"),
    "breach.judged": _("Judged the risk of a breach anew"),
    "breach.opened": _("Wrote down a breach of personal data"),
    "breach.step": _("Wrote down what was done about a breach"),
    "notice_text.published": _("Published a text that people agree to"),
    "person.erased": _("Erased a person in every table"),
    "research.closed": _("Closed an agreement with research and destroyed its key"),
    "research.opened": _("Recorded an agreement with research"),
    "research.taken": _("Took data for research"),
    "retention.ran": _("Let go what was kept long enough"),
    "retention.set": _("Set how long data are kept"),
}
