"""The words in which the record is read out."""

import re
from pathlib import Path

from django.utils import translation

import mueang
from mueang.apps.audit.enums import VERB_WORDS
from mueang.apps.audit.models import Event
from mueang.apps.catalog.enums import OfferingState

SAID = re.compile(r'"((?:[a-z_]+)\.[a-z_]+)"')


def written_verbs():
    """Every quoted verb in the code that writes to the record."""
    apps = Path(mueang.__file__).parent / "apps"
    for source in (*apps.glob("*/actions.py"), *apps.glob("*/actions/*.py")):
        for line in source.read_text(encoding="utf-8").splitlines():
            if re.search(r"verb|_record\(", line):
                yield from SAID.findall(line)


def test_every_verb_the_code_writes_has_words():
    found = set(written_verbs())

    assert len(found) > 60
    assert not found - VERB_WORDS.keys()


def test_every_state_an_offering_enters_has_words():
    entered = set(OfferingState) - {OfferingState.DRAFT}

    assert not {f"offering.{state.value}" for state in entered} - VERB_WORDS.keys()


def test_a_verb_is_read_out_in_the_readers_language():
    event = Event(verb="roll.saved")

    with translation.override("en"):
        assert event.deed == "Saved a roll call"
    with translation.override("th"):
        assert event.deed == "บันทึกการเช็กชื่อ"


def test_a_verb_without_words_is_read_out_as_written():
    assert Event(verb="plugin.did_something").deed == "plugin.did_something"
