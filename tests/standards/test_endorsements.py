"""Endorsements: signed by somebody else about an achievement, checked like any credential."""

import pytest

from mueang.standards import data_integrity, endorsements, open_badges
from standards.issued import ACHIEVEMENT, CITY, DAY, KEY, METHOD, NOW, RESOLVER, STRANGERS_KEY

FUND = open_badges.Issuer(CITY, "กองทุนสมมุติ", url="https://city.example")


def endorsement(**changes):
    said = {
        "endorser": FUND,
        "endorsed": ACHIEVEMENT.id,
        "name": ACHIEVEMENT.name,
        "comment": "ตรวจหลักสูตรแล้ว",
        "valid_from": NOW - DAY,
    }
    return endorsements.build("urn:uuid:7d8a1b1e-0000-4000-8000-000000000001", **(said | changes))


def signed(document, key=KEY):
    return data_integrity.sign(document, key=key, verification_method=METHOD, created=NOW - DAY)


def verdict(document):
    return endorsements.verify(document, resolver=RESOLVER, now=NOW)


def test_a_signed_endorsement_verifies_and_says_what_it_is_about():
    found = verdict(signed(endorsement()))

    assert found.ok
    assert endorsements.endorsed_by(found.credential) == ACHIEVEMENT.id


def test_another_key_another_word_and_another_day_are_refused():
    later = signed(endorsement(valid_from=NOW + DAY))
    changed = signed(endorsement())
    changed["credentialSubject"]["endorsementComment"] = "ดีที่สุด"

    found = [verdict(one).failed for one in (signed(endorsement(), key=STRANGERS_KEY), changed, later)]

    assert found == ["tampered", "tampered", "not_yet_valid"]


@pytest.mark.parametrize(
    "change",
    [
        {"type": ["VerifiableCredential"]},
        {"credentialSubject": {"id": ACHIEVEMENT.id, "type": ["AchievementSubject"]}},
        {"credentialSubject": {"type": ["EndorsementSubject"], "endorsementComment": "x"}},
        {"credentialSubject": [{"id": ACHIEVEMENT.id, "type": ["EndorsementSubject"]}]},
    ],
)
def test_what_is_no_endorsement_is_malformed(change):
    assert verdict(endorsement() | change).failed == "malformed"


def test_an_award_is_no_endorsement():
    award = open_badges.build(
        "urn:uuid:1", issuer=FUND, achievement=ACHIEVEMENT, learner=open_badges.Learner("urn:x:1", "ก"), valid_from=NOW
    )
    assert verdict(award).failed == "malformed"
