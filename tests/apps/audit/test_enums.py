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


def test_facts_are_read_out_in_the_readers_language_and_kept_as_they_were_written():
    row = "5b1ed5e2-4168-4e1b-9b42-759c7868eb14"
    facts = {
        "on": "2026-11-23",
        "is_active": True,
        "numbers": [1, 2],
        "person": row,
        "new_code": "x",
        "slug": "",
        "n": 0,
    }
    event = Event(verb="x", facts=facts)

    with translation.override("th"):
        said = dict(event.told)
        assert said["วันที่"] == "23 พ.ย. 2569"
        assert said["ใช้งานอยู่"] == "ใช่"
        assert said["ลำดับที่"] == "1, 2"
        assert said["บุคคล"] == "5b1ed5e2…"
        assert said["new_code"] == "x"
    with translation.override("en"):
        assert dict(event.told)["Day"] == "23 Nov 2026"
        assert list(dict(event.told).values())[-2:] == ["–", "0"]
    assert event.facts == facts


def test_what_only_looks_like_a_day_or_a_number_of_a_row_is_left_alone():
    event = Event(facts={"code": "2026-99-99", "digest": "ab" * 16})

    assert [value for _name, value in event.told] == ["2026-99-99", "ab" * 16]
