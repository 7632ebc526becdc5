"""What an officer says about an attendance export of Moodle."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mueang.apps.enrollment.enums import Mark
from mueang.apps.enrollment.queries.moodle import MEANS, MoodleGuess
from mueang.ui.words import thai_date


class MoodleFileForm(forms.Form):
    workbook = forms.FileField(
        label=_("Attendance export of Moodle"), help_text=_("As Excel, OpenDocument or text. Up to 10 MB.")
    )


class MoodleForm(forms.Form):
    """Which column is which meeting, which letter which mark, and who is who where the name did not tell."""

    def __init__(self, *arguments: Any, guess: MoodleGuess, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.guess = guess
        sessions = [("", _("Leave out")), *((str(one.uuid), _session_words(one)) for one in guess.sessions)]
        marks = [("", _("Says nothing")), *((str(mark), mark.label) for mark in Mark)]
        people = [("", _("Leave out")), *((str(one.uuid), one.person.full_name) for one in guess.seats)]
        for at, column in enumerate(guess.sheet.columns):
            self._ask(f"column-{at}", label=column.head, choices=sessions, initial=guess.sessions_guessed[at])
        for at, letter in enumerate(guess.sheet.letters):
            self._ask(f"letter-{at}", label=letter, choices=marks, initial=MEANS.get(letter.casefold(), ""))
        for at in guess.unknown:
            self._ask(f"person-{at}", label=guess.sheet.lines[at].name, choices=people, initial="")
        others = [(str(mark), mark.label) for mark in (Mark.ABSENT, Mark.PRESENT, Mark.EXCUSED)]
        self._ask("others", label=_("Whoever Moodle says nothing about"), choices=others, initial=Mark.ABSENT)

    def _ask(self, name: str, *, label: Any, choices: Any, initial: Any) -> None:
        field = forms.ChoiceField(label=label, choices=choices, required=name == "others", initial=initial or "")
        self.fields[name] = field

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for kind, words in (
            ("column", _("Two columns are given to one meeting.")),
            ("person", _("Two people are given to one seat.")),
        ):
            given = [value for name, value in data.items() if name.startswith(f"{kind}-") and value]
            if kind == "person":
                given += [str(one) for one in self.guess.people if one]
            if len(given) != len(set(given)):
                raise forms.ValidationError(words)
        return data

    def marks(self) -> dict[UUID, dict[UUID, str]]:
        """Meeting -> seat -> mark, as it is said now."""
        said, sheet = self.cleaned_data, self.guess.sheet
        means = {letter: said[f"letter-{at}"] for at, letter in enumerate(sheet.letters)}
        known = dict(enumerate(self.guess.people))
        known |= {at: UUID(found) for at in self.guess.unknown if (found := said[f"person-{at}"])}
        return {
            UUID(session): {
                seat: mark
                for line, seat in known.items()
                if seat and (mark := means.get(sheet.lines[line].letters[at], ""))
            }
            for at in range(len(sheet.columns))
            if (session := said[f"column-{at}"])
        }


def _session_words(session: Any) -> str:
    return f"{thai_date(session.starts_at, style='weekday')} {timezone.localtime(session.starts_at):%H:%M}"
