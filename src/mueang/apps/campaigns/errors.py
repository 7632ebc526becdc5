"""Refusals of campaigns, named as facts."""

from django.utils.translation import gettext_lazy as _

from mueang.lib.refusals import Refused


class CampaignRefused(Refused):
    """Something about a campaign that will not be done."""


class NotADraft(CampaignRefused):
    says = _("This campaign is on its way already. Use it again as a new one to change its words.")


class NotToBeStopped(CampaignRefused):
    says = _("Everything of this campaign has gone out already.")


class NobodyToTell(CampaignRefused):
    says = _("Nobody can be reached this way. Choose other ways of delivery, or other people.")


class WordsRefused(CampaignRefused):
    """Words that no message may hold."""

    def __init__(self, sentences: list[str]) -> None:
        self.sentences = sentences
        super().__init__()

    @property
    def sentence(self) -> str:
        return " ".join(self.sentences)
