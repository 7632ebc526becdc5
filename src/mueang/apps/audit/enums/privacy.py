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
    "face.kept": _("Kept a picture for the roll"),
    "face.taken_away": _("Took a picture for the roll away"),
    "faces.forgotten": _("Deleted pictures that no roll needs"),
    "faces.left_to_city": _("Left faces on the roll to the city"),
    "faces.switched_off": _("Switched faces on the roll off"),
    "faces.switched_on": _("Switched faces on the roll on"),
}
