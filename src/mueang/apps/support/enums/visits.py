"""Words of visits in the field."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Found(TextChoices):
    CHILD = "child", _("Met the child")
    FAMILY = "family", _("Met the family, not the child")
    NOBODY = "nobody", _("Nobody was there")
    ELSEWHERE = "elsewhere", _("They do not live there")
    REFUSED = "refused", _("They did not want to talk")
