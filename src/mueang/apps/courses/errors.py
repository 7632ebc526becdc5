"""Refusals of courses, named as facts; `sentence` says each to a reader."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from mueang.lib.refusals import Refused


class CourseRefused(Refused):
    """What will not be done; nothing has been written."""


class TaughtAlready(CourseRefused):
    """The offering has its course run."""

    says = _("This activity teaches the course already.")


class NotOfThisCourse(CourseRefused):
    """A module, strand or meeting that this course run does not have."""

    says = _("This is not a part of this course.")


class NotYourCity(CourseRefused):
    """A learner works on a city whose desk they may enter."""

    says = _("Choose a city whose desk you may enter.")


class NoPracticeCity(CourseRefused):
    """No city of this installation is invented."""

    says = _("There is no practice city here. Ask the learning manager of your city for a role.")


class NoSuchAccount(CourseRefused):
    """Nobody signs in under this name."""

    says = _("Nobody signs in under this name. Ask them for it, or invite them on the page of roles first.")


class AccountTaken(CourseRefused):
    """The account stands for another person, or the learner has one."""

    says = _("This account stands for another person already, or the learner has an account.")


class NothingToAward(CourseRefused):
    """Nobody has said what completing the course earns."""

    says = _("Say on the page of awards first what completing this course earns.")


class HoursAlone(CourseRefused):
    """The program of the activity is completed by hours, whatever the course's own rule says."""

    says = _("This activity is completed by hours alone. Let its program ask for a passed assessment first.")
