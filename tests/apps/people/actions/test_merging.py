"""Two rows of one human being become one."""

import pytest
from django.core.exceptions import PermissionDenied

from cast import officer_of_both
from factories.people import NUMBERS, ConsentFactory, DataRequestFactory, GuardianshipFactory, KnownPersonFactory
from factories.rows import UserFactory
from mueang.apps.audit.models import Event
from mueang.apps.people.actions import merge_persons
from mueang.apps.people.enums import Purpose
from mueang.apps.people.errors import CannotMerge, NotTheSameCity, PersonGone
from mueang.apps.people.models import Guardianship
from mueang.apps.people.queries import merge_preview, same_person_ids, standing_consent


@pytest.fixture
def pair(cast):
    keep = KnownPersonFactory(city=cast.city, phone="", email="")
    merge = KnownPersonFactory(city=cast.city, email="mali@example.org", birth_on="1977-07-09", is_invented=True)
    return keep, merge


def test_merging_fills_blanks_and_points_the_merged_row_at_the_kept_one(cast, pair):
    keep, merge = pair
    merge.national_id = NUMBERS[0]
    merge.user = UserFactory()
    merge.save()

    merge_persons(keep=keep, merge=merge, actor=cast.officer)

    keep.refresh_from_db(), merge.refresh_from_db()
    assert (keep.phone, keep.email, keep.birth_on.year) == ("+66812345678", "mali@example.org", 1977)
    assert (keep.national_id, merge.national_id) == (NUMBERS[0], "")
    assert (keep.user is not None, merge.user) == (True, None)
    assert merge.merged_into == keep
    assert Event.objects.get().facts == {"merged": str(merge.uuid)}


def test_what_the_kept_row_knows_is_not_overwritten(cast, pair):
    keep, merge = pair
    keep.email = "other@example.org"
    keep.national_id = NUMBERS[0]
    keep.save()

    merge_persons(keep=keep, merge=merge, actor=cast.officer)

    keep.refresh_from_db()
    assert (keep.email, keep.national_id) == ("other@example.org", NUMBERS[0])


def test_rows_merged_before_follow_to_the_kept_person(cast, pair):
    keep, merge = pair
    first = KnownPersonFactory(city=cast.city)
    merge_persons(keep=merge, merge=first, actor=cast.officer)

    merge_persons(keep=keep, merge=merge, actor=cast.officer)

    first.refresh_from_db()
    assert first.merged_into == keep
    ids = sorted([keep.pk, merge.pk, first.pk])
    assert same_person_ids(first) == same_person_ids(keep) == ids


def test_guardians_consents_and_requests_move(cast, pair):
    keep, merge = pair
    as_child = GuardianshipFactory(child=merge)
    as_guardian = GuardianshipFactory(guardian=merge, child__city=cast.city)
    consent, request = ConsentFactory(person=merge), DataRequestFactory(person=merge)

    merge_persons(keep=keep, merge=merge, actor=cast.officer)

    for row in (as_child, as_guardian, consent, request):
        row.refresh_from_db()
    assert (as_child.child, as_guardian.guardian) == (keep, keep)
    assert (consent.person, consent.given_by, request.person) == (keep, keep, keep)


def test_of_two_standing_consents_the_later_word_counts(cast, pair):
    keep, merge = pair
    old = ConsentFactory(person=keep, given_at="2026-01-01T00:00Z")
    new = ConsentFactory(person=merge, given_at="2026-02-01T00:00Z")
    other = ConsentFactory(person=merge, purpose=Purpose.PHOTO)

    merge_persons(keep=keep, merge=merge, actor=cast.officer)

    old.refresh_from_db()
    assert old.withdrawn_at is not None
    assert standing_consent(keep, Purpose.LEARNING) == new
    assert standing_consent(keep, Purpose.PHOTO) == other


def test_the_same_guardian_twice_leaves_one_standing_guardianship(cast, pair):
    keep, merge = pair
    standing = GuardianshipFactory(child=keep)
    again = GuardianshipFactory(child=merge, guardian=standing.guardian)
    GuardianshipFactory(guardian=keep, child=merge)

    merge_persons(keep=keep, merge=merge, actor=cast.officer)

    again.refresh_from_db()
    assert again.until_on is not None
    assert list(Guardianship.objects.filter(until_on=None)) == [standing]


@pytest.mark.parametrize("why", ["itself", "national_ids", "accounts"])
def test_merging_is_refused_where_they_cannot_be_one(cast, pair, why):
    keep, merge = pair
    if why == "itself":
        merge = keep
    elif why == "national_ids":
        keep.national_id, merge.national_id = NUMBERS[:2]
    else:
        keep.user, merge.user = UserFactory(), UserFactory()
    keep.save(), merge.save()

    with pytest.raises(CannotMerge) as refusal:
        merge_persons(keep=keep, merge=merge, actor=cast.officer)

    assert (refusal.value.why, bool(refusal.value.sentence)) == (why, True)
    assert merge_preview(keep=keep, merge=merge).refusal.why == why


def test_persons_of_two_cities_are_not_merged(cast, pair):
    with pytest.raises(NotTheSameCity):
        merge_persons(keep=pair[0], merge=KnownPersonFactory(city=cast.elsewhere), actor=officer_of_both(cast))


def test_a_person_is_merged_once(cast, pair):
    keep, merge = pair
    merge_persons(keep=keep, merge=merge, actor=cast.officer)

    with pytest.raises(PersonGone) as refusal:
        merge_persons(keep=keep, merge=merge, actor=cast.officer)

    assert refusal.value.sentence


def test_merge_persons_refuses_a_keeper(cast, pair):
    with pytest.raises(PermissionDenied):
        merge_persons(keep=pair[0], merge=pair[1], actor=cast.keeper)


def test_the_preview_shows_both_and_what_will_stand(cast, pair):
    keep, merge = pair
    merge.family_name = "ใจดี"
    ConsentFactory(person=merge)

    preview = merge_preview(keep=keep, merge=merge)

    lines = {line.label: (line.kept, line.merged, line.result, line.is_different) for line in preview.lines}
    assert lines["เบอร์โทรศัพท์"] == ("", "081-234-5678", "081-234-5678", False)
    assert lines["นามสกุล"][3]
    assert (preview.n_consents, preview.n_guardianships, preview.n_requests) == (1, 0, 0)
    assert preview.refusal is None
