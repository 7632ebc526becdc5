"""Refusals of people, named as facts; `sentence` says each to a reader. Neither holds a name or a number of anybody."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from mueang.lib.refusals import Refused


class PeopleRefused(Refused):
    """What people will not do; nothing has been written."""


class NameMissing(PeopleRefused):
    """A person has at least one name."""

    @property
    def sentence(self) -> str:
        return _("Please type the name.")


class NationalIdKnown(PeopleRefused):
    """Another person of this city has this national ID number."""

    @property
    def sentence(self) -> str:
        return _(
            "Someone in this city has this national ID number already. "
            "Search for the number, and merge if they are the same person."
        )


class PersonGone(PeopleRefused):
    """The person was merged into another or erased."""

    @property
    def sentence(self) -> str:
        return _("This person was merged or erased since. Please open the list again.")


class NotTheSameCity(PeopleRefused):
    """Two rows belong to two cities."""

    @property
    def sentence(self) -> str:
        return _("These two persons are registered in different cities.")


class CannotMerge(PeopleRefused):
    """Two rows that cannot be one person: themselves, two ID numbers, two accounts."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why

    @property
    def sentence(self) -> str:
        return {
            "itself": _("Please choose two different persons."),
            "national_ids": _(
                "They have two different national ID numbers, so they are not the same person. "
                "Correct the number first if one is wrong."
            ),
            "accounts": _("Both have an account of their own. Close one account first."),
        }[self.why]


class GuardianshipRefused(PeopleRefused):
    """Somebody would answer for themselves, or already does for this child."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why

    @property
    def sentence(self) -> str:
        return {
            "self": _("A person cannot be their own guardian."),
            "held": _("This guardian is recorded already."),
            "ended": _("This guardianship has ended already."),
        }[self.why]


class ConsentRefused(PeopleRefused):
    """A consent that the law does not accept, or that contradicts itself."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why

    @property
    def sentence(self) -> str:
        return {
            "needs_guardian": _(
                "A child under ten cannot consent: a guardian with legal authority must (PDPA section 20), "
                "or state another lawful basis."
            ),
            "no_authority": _(
                "For a child, only someone with legal authority may consent. "
                "Tick legal authority if they hold it, or state another lawful basis."
            ),
            "relation": _(
                "Who gave it and the relation do not fit together: “the person themself” is only for the person."
            ),
            "withdrawn": _("This consent has been withdrawn already."),
        }[self.why]


class DataRequestDone(PeopleRefused):
    """The request was answered already."""

    @property
    def sentence(self) -> str:
        return _("This request has been answered already.")


class RequestRefused(PeopleRefused):
    """Who asks does not answer for the person, or a refusal names no ground."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why

    @property
    def sentence(self) -> str:
        return {
            "stranger": _("Who asks is not recorded as answering for this person. Record the guardian first."),
            "no_ground": _("Choose the ground of the refusal: the person has a right to know it."),
        }[self.why]


class RosterClosed(PeopleRefused):
    """The roster was confirmed or discarded, perhaps by a colleague a moment ago."""

    def __init__(self, state: str) -> None:
        super().__init__(state)
        self.state = state

    @property
    def sentence(self) -> str:
        if self.state == "confirmed":
            return _("This list has been confirmed already, so nothing was added twice.")
        return _("This list has been discarded. Upload the file again if you need it.")


class RosterUndecided(PeopleRefused):
    """Rows still wait for a correction or a decision."""

    def __init__(self, n_rows: int) -> None:
        super().__init__(n_rows)
        self.n_rows = n_rows

    @property
    def sentence(self) -> str:
        return ngettext(
            "%(count)d row still waits for a correction or a decision. Nothing was written.",
            "%(count)d rows still wait for a correction or a decision. Nothing was written.",
            self.n_rows,
        ) % {"count": self.n_rows}


class RosterEmpty(PeopleRefused):
    """No row of the roster would become or name a person."""

    @property
    def sentence(self) -> str:
        return _("There is nobody to add: every row is left out, or no row was found. Check the columns.")


class RosterTooLong(PeopleRefused):
    """More people than one list may hold."""

    def __init__(self, *, limit: int) -> None:
        super().__init__(limit)
        self.limit = limit

    @property
    def sentence(self) -> str:
        return _("The sheet holds more than %(limit)d people. Please split it into several files.") % {
            "limit": self.limit
        }


class NoSuchSheet(PeopleRefused):
    """The workbook has no visible sheet of that name."""

    @property
    def sentence(self) -> str:
        return _("The file has no sheet of that name. Please choose one of the sheets.")


class ColumnsRefused(PeopleRefused):
    """Columns that cannot name a person: none holds a name, or two hold the same thing."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why

    @property
    def sentence(self) -> str:
        return {
            "no_name": _("Say which column holds the name: the full name, or at least the given name."),
            "twice": _("Two columns are chosen for the same thing. Only the full name may stand in several columns."),
        }[self.why]


class RowNotKnown(PeopleRefused):
    """There is no such row, or nobody known to use for it."""

    @property
    def sentence(self) -> str:
        return _("That row or person is not there (any more). Please look at the list again.")


class CorrectionsNotOurs(PeopleRefused):
    """An uploaded correction file lacks the column of row numbers, or names rows that are not in the list."""

    @property
    def sentence(self) -> str:
        return _(
            "This is not the correction file of this list: download it here, correct it, "
            "keep the first column and upload it again."
        )


class FileRefused(PeopleRefused):
    """The uploaded file will not be read; `code` and `params` are those of lib.workbook."""

    def __init__(self, code: str, params: Mapping[str, object]) -> None:
        super().__init__(code)
        self.code = code
        self.params = params

    @property
    def sentence(self) -> str:
        return str(_FILE_SENTENCES.get(self.code, _FILE_SENTENCES["damaged"])) % self.params


_FILE_SENTENCES = {
    "too_large": gettext_lazy(
        "The file is %(megabytes)s MB; the limit is %(limit)s MB. Delete pictures and sheets you do not need, "
        "or split the list."
    ),
    "empty": gettext_lazy("The file is empty. Check that it was saved, then upload it again."),
    "not_a_workbook": gettext_lazy(
        "This file is not a spreadsheet. Upload an Excel file (.xlsx or .xls), an OpenDocument file (.ods) or a .csv."
    ),
    "web_page": gettext_lazy(
        "This file is a web page that is only called a spreadsheet. Open it in Excel, choose Save As, "
        "type Excel Workbook (.xlsx), and upload that file."
    ),
    "binary_workbook": gettext_lazy(
        "Files of type .xlsb are not read. In Excel choose Save As, type Excel Workbook (.xlsx)."
    ),
    "encrypted": gettext_lazy("The file is locked with a password. Remove the password in Excel and upload it again."),
    "damaged": gettext_lazy(
        "The file is damaged and cannot be read. Open it in Excel, save it again as .xlsx, and upload that."
    ),
    "zip_bomb": gettext_lazy(
        "The file would unpack to more than %(limit)s MB, so it was not opened. "
        "Copy the table of names into a new file."
    ),
    "too_many_files": gettext_lazy("The file holds too many parts. Copy the table of names into a new workbook."),
    "too_many_sheets": gettext_lazy(
        "The workbook has %(count)s sheets; the limit is %(limit)s. Keep only the sheet of names."
    ),
    "too_many_rows": gettext_lazy(
        "A sheet reaches beyond row %(limit)s. Delete the empty rows below the list "
        "(select them, right-click, Delete), save, and upload it again."
    ),
    "too_many_columns": gettext_lazy(
        "A sheet reaches beyond column %(limit)s. Delete the empty columns right of the list, "
        "save, and upload it again."
    ),
    "too_many_cells": gettext_lazy("The workbook is too large for a list of people. Keep only the sheet of names."),
    "unknown_encoding": gettext_lazy(
        "The letters of this text file cannot be read. In Excel choose Save As, "
        "type CSV UTF-8 or Excel Workbook (.xlsx)."
    ),
}
