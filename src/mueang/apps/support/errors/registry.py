"""Refusals of ministries' lists."""

from django.utils.translation import gettext_lazy as _

from mueang.lib.refusals import Refused


class ListRefused(Refused):
    """What is not done with a list; nothing has been written."""


class NoList(ListRefused):
    says = _("No row of headings with names was found. Please send the workbook as the ministry made it.")


class ListConfirmed(ListRefused):
    says = _("This list was confirmed already.")
