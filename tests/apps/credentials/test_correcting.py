"""An award put right, and a signing key that is not safe any more."""

import json
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from factories.credentials import make_achievement, make_cohort, make_issuer
from factories.rows import PersonFactory
from mueang.apps.audit.models import Event
from mueang.apps.credentials.actions import award, award_again, declare_unsafe, revoke, rotate_key
from mueang.apps.credentials.actions.issuers import signing_key
from mueang.apps.credentials.enums import RevocationReason
from mueang.apps.credentials.errors import AlreadyRevoked, KnownAsUnsafe
from mueang.apps.credentials.models import Award, IssuerKey
from mueang.apps.credentials.queries import check_award, enrollments_to_award, issuer_document, signed_with

WRONG = RevocationReason.WRONG_PERSON
DAY = timedelta(days=1)


@pytest.fixture
def issuer(cast):
    return make_issuer(cast.city)


@pytest.fixture
def held(cast, issuer):
    person = PersonFactory(city=cast.city, given_name="สมสี", family_name="ตัวอย่าง")
    achievement = make_achievement(issuer, valid_for_days=90)
    return award(achievement=achievement, person=person, actor=cast.officer, now=timezone.now() - 2 * DAY)


def renamed(row: Award) -> None:
    row.person.given_name = "สมศรี"
    row.person.save()


def test_an_award_is_put_right_with_the_name_as_it_stands_now_and_the_same_day(cast, held):
    renamed(held)

    new = award_again(award=held, reason=WRONG, actor=cast.officer)

    held.refresh_from_db()
    before, after = check_award(held.uuid), check_award(new.uuid)
    assert (before.code, before.replaced_at) == ("revoked", held.revoked_at)
    assert after.ok
    assert (before.holder.split()[0], after.holder.split()[0]) == ("นางสาวสมสี", "นางสาวสมศรี")
    assert (new.replaces, new.awarded_at, new.valid_until) == (held, held.awarded_at, held.valid_until)
    assert json.loads(new.document)["proof"][0]["created"] > json.loads(held.document)["proof"][0]["created"]
    assert new.number != held.number
    assert bytes(new.certificate).startswith(b"%PDF")
    verbs = list(Event.objects.order_by("pk").values_list("verb", flat=True))[-2:]
    assert verbs == ["credentials.revoked", "credentials.awarded_again"]


def test_a_learner_of_a_cohort_put_right_is_not_awarded_a_third_time(cast, issuer):
    cohort = make_cohort(cast.city, n_completed=1, officer=cast.officer)
    achievement = make_achievement(issuer, cohort)
    enrollment = cohort.enrollments.get()
    first = award(achievement=achievement, person=enrollment.person, enrollment=enrollment, actor=cast.officer)

    award_again(award=first, reason=WRONG, actor=cast.officer)

    assert not enrollments_to_award(achievement=achievement, offering=cohort).exists()
    assert Award.objects.filter(revoked_at=None).count() == 1


def test_nobody_else_puts_an_award_right_and_nobody_twice(cast, held):
    with pytest.raises(PermissionDenied):
        award_again(award=held, reason=WRONG, actor=cast.manager_elsewhere)
    revoke(award=held, reason=WRONG, actor=cast.officer)
    with pytest.raises(AlreadyRevoked):
        award_again(award=held, reason=WRONG, actor=cast.officer)

    assert Award.objects.count() == 1


def test_the_officer_puts_it_right_from_its_page_and_reads_the_history(client, cast, held):
    client.force_login(cast.officer)
    address = reverse("credentials:award", args=[cast.city.slug, held.uuid])
    renamed(held)

    offered = client.get(address)
    pressed = client.post(address, {"reason": "wrong_person", "again": "1"})

    new = Award.objects.get(replaces=held)
    assert "สมศรี" in offered.text
    assert pressed.headers["Location"] == reverse("credentials:award", args=[cast.city.slug, new.uuid])
    assert held.number in client.get(pressed.headers["Location"]).text
    assert new.number in client.get(address).text
    assert "again" not in client.get(address).text
    public = client.get(reverse("verify:checked", args=[held.uuid]))
    assert "ขอใบใหม่" in public.text
    assert new.number not in public.text


def test_what_an_unsafe_key_signed_before_stays_good_and_what_it_signed_later_is_refused(cast, issuer, held):
    key = issuer.keys.get()
    late = award(achievement=held.achievement, person=held.person, actor=cast.officer)

    declare_unsafe(key=key, since=timezone.now() - DAY, actor=cast.manager)

    assert [row.pk for row in signed_with(key)] == [held.pk, late.pk]
    assert check_award(held.uuid).ok
    assert check_award(late.uuid).code == "unauthorized_key"
    assert signing_key(issuer)[0] != key
    document = issuer_document(issuer)
    listed = {method["publicKeyMultibase"]: method for method in document["verificationMethod"]}
    assert "revoked" in listed[key.public_multibase]
    assert f"{document['id']}#{key.fragment}" not in document["assertionMethod"]
    # The list was signed with the unsafe key; the new one vouches for it now.
    held.status_list.refresh_from_db()
    assert key.fragment not in held.status_list.document
    assert award_again(award=late, reason=RevocationReason.UNSAFE_KEY, actor=cast.officer).revoked_at is None


def test_a_key_is_declared_unsafe_once_by_those_who_award_and_never_from_tomorrow_on(cast, issuer):
    key, now = issuer.keys.get(), timezone.now()
    new = rotate_key(issuer=issuer, actor=cast.manager)

    with pytest.raises(PermissionDenied):
        declare_unsafe(key=key, since=now, actor=cast.stranger)
    told = declare_unsafe(key=key, since=now + DAY, actor=cast.manager, now=now + timedelta(minutes=1))

    assert told.unsafe_since == now + timedelta(minutes=1)
    assert signing_key(issuer)[0] == new
    with pytest.raises(KnownAsUnsafe) as refusal:
        declare_unsafe(key=key, since=now, actor=cast.manager)
    assert refusal.value.sentence


def test_the_command_names_every_award_and_signs_them_anew(cast, held, capsys):
    late = award(achievement=held.achievement, person=held.person, actor=cast.officer)
    name = IssuerKey.objects.get().public_multibase
    since = (timezone.now() - DAY).isoformat()

    call_command("credential_keys", unsafe=name, since=since)
    named = capsys.readouterr().out.splitlines()
    call_command("credential_keys", unsafe=name, again=cast.officer.username)
    anew = capsys.readouterr().out
    call_command("credential_keys", unsafe=name)

    assert (held.number in named[0], "good here" in named[0]) == (True, True)
    assert (late.number in named[1], "DOUBTFUL" in named[1]) == (True, True)
    assert all(row.number in anew for row in Award.objects.exclude(replaces=None))
    assert all(check_award(row.uuid).ok for row in Award.objects.filter(revoked_at=None))
    assert Award.objects.filter(revoked_at=None).count() == 2
    assert capsys.readouterr().out.count("revoked") == 2


def test_the_command_says_what_it_does_not_know(cast, issuer):
    name = IssuerKey.objects.get().public_multibase
    for wrong in ({"unsafe": "z6Mknone"}, {"unsafe": name, "again": "nobody"}, {"unsafe": name, "since": "soon"}):
        with pytest.raises(CommandError):
            call_command("credential_keys", **wrong)
