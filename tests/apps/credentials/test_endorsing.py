"""Who stands behind an award, and the published frameworks it answers to."""

import json

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone, translation

from factories.credentials import make_achievement, make_cohort, make_issuer
from mueang.apps.credentials import tasks
from mueang.apps.credentials.actions import (
    add_endorsement,
    align,
    award,
    endorse,
    start_award_run,
    unalign,
    withdraw_endorsement,
)
from mueang.apps.credentials.errors import (
    AlignedAlready,
    EndorsedAlready,
    NotAnEndorsement,
    OwnAchievement,
    WithdrawnAlready,
)
from mueang.apps.credentials.models import Alignment, Award, Endorsement
from mueang.apps.credentials.queries import (
    achievement_document,
    check_award,
    check_upload,
    endorsements_of,
    enrollments_to_award,
)
from mueang.apps.credentials.queries.addresses import achievement_address
from mueang.standards import data_integrity, did, endorsements, open_badges

URL = "https://unesco.example/key-features"
FUND = Ed25519PrivateKey.from_private_bytes(b"an invented fund and its one key")
FUND_DID = "did:web:fund.example"


@pytest.fixture
def achievement(cast):
    return make_achievement(make_issuer(cast.city), make_cohort(cast.city, n_completed=1, officer=cast.officer))


@pytest.fixture
def endorser(cast):
    return make_issuer(cast.city, slug="the-fund")


@pytest.fixture
def held(cast, achievement):
    offering = achievement.program.offerings.get()
    seat = enrollments_to_award(achievement=achievement, offering=offering).get()
    return lambda: award(achievement=achievement, person=seat.person, enrollment=seat, actor=cast.officer)


def to(name, *rest):
    with translation.override("en"):
        return reverse(f"credentials:{name}", args=rest)


def signed_elsewhere(achievement, *, issuer=FUND_DID, method="", **changes):
    said = {
        "endorser": open_badges.Issuer(issuer, "กองทุนสมมติภายนอก"),
        "endorsed": achievement_address(achievement),
        "name": achievement.name_th,
        "comment": "เห็นด้วย",
        "valid_from": timezone.now(),
    }
    document = endorsements.build("urn:uuid:5d8a1b1e-0000-4000-8000-00000000000e", **(said | changes))
    keys = did.did_document(FUND_DID, keys=[did.PublishedKey(FUND.public_key())])
    method = method or keys["assertionMethod"][0]
    signed = data_integrity.sign(document, key=FUND, verification_method=method, created=timezone.now())
    return json.dumps(signed, ensure_ascii=False), json.dumps(keys)


def test_another_issuer_of_the_city_stands_behind_an_award(cast, achievement, endorser, client, held):
    row = endorse(achievement=achievement, endorser=endorser, comment="ตรวจแล้ว", actor=cast.officer)

    line = endorsements_of(achievement)[0]
    assert (line.ok, line.is_status_known, line.comment) == (True, True, "ตรวจแล้ว")
    assert achievement_document(achievement)["endorsement"] == [json.loads(row.document)]
    page = client.get(f"/en/verify/{held().uuid}/").content.decode()
    assert "Who stands behind it" in page
    assert "ตรวจแล้ว" in page
    answer = client.get(f"/credentials/endorsements/{row.uuid}.json")
    assert answer.json()["type"] == ["VerifiableCredential", "EndorsementCredential"]
    assert client.get("/credentials/endorsements/5d8a1b1e-0000-4000-8000-000000000001.json").status_code == 404


def test_nobody_endorses_their_own_award_twice_or_from_another_city(cast, achievement, endorser):
    endorse(achievement=achievement, endorser=endorser, comment="ดี", actor=cast.officer)

    for issuer, refusal in (
        (achievement.issuer, OwnAchievement),
        (make_issuer(cast.elsewhere, slug="far"), OwnAchievement),
        (endorser, EndorsedAlready),
    ):
        with pytest.raises(refusal):
            endorse(achievement=achievement, endorser=issuer, comment="ดี", actor=cast.officer)
    for who in (cast.stranger, cast.keeper, cast.manager_elsewhere, cast.auditor):
        with pytest.raises(PermissionDenied):
            endorse(achievement=achievement, endorser=endorser, comment="ดี", actor=who)
    assert Endorsement.objects.count() == 1


def test_an_endorsement_withdrawn_is_revoked_in_its_list_and_shown_no_more(cast, achievement, endorser, held):
    row = endorse(achievement=achievement, endorser=endorser, comment="ดี", actor=cast.officer)

    withdraw_endorsement(endorsement=row, actor=cast.officer)

    assert endorsements_of(achievement) == []
    assert "endorsement" not in achievement_document(achievement)
    assert row.status_index in type(row.status_list).objects.get(pk=row.status_list_id).revoked
    with pytest.raises(WithdrawnAlready):
        withdraw_endorsement(endorsement=row, actor=cast.officer)
    assert endorse(achievement=achievement, endorser=endorser, comment="ดีอีก", actor=cast.officer)
    assert check_award(held().uuid).ok


def test_what_a_fund_signed_elsewhere_is_checked_with_the_keys_it_brings(cast, achievement):
    document, keys = signed_elsewhere(achievement)
    with pytest.raises(NotAnEndorsement):
        add_endorsement(achievement=achievement, document=document, actor=cast.officer)

    add_endorsement(achievement=achievement, document=document, controller=keys, actor=cast.officer)

    assert [(one.ok, one.did) for one in endorsements_of(achievement)] == [(True, FUND_DID)]
    with pytest.raises(EndorsedAlready):
        add_endorsement(achievement=achievement, document=document, controller=keys, actor=cast.officer)
    with pytest.raises(PermissionDenied):
        add_endorsement(achievement=achievement, document=document, controller=keys, actor=cast.stranger)


def test_a_did_key_needs_no_document_and_its_unknown_list_is_said(cast, achievement):
    name = did.did_key(FUND.public_key())
    elsewhere = {
        "id": "https://fund.example/list#5",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": "5",
        "statusListCredential": "https://fund.example/list",
    }
    document, _keys = signed_elsewhere(achievement, issuer=name, method=did.key_of(name), status=elsewhere)

    add_endorsement(achievement=achievement, document=document, actor=cast.officer)

    line = endorsements_of(achievement)[0]
    assert (line.ok, line.is_status_known) == (True, False)


@pytest.mark.parametrize("spoilt", ["", "{}", "no json", "a.b.c", "other", "tampered"])
def test_what_is_no_genuine_endorsement_of_this_award_is_refused(cast, achievement, spoilt):
    document, keys = signed_elsewhere(achievement)
    if spoilt == "other":
        document, keys = signed_elsewhere(achievement, endorsed="https://city.example/achievements/another")
    elif spoilt == "tampered":
        document = document.replace("เห็นด้วย", "ดีเยี่ยม")
    else:
        document = spoilt
    with pytest.raises(NotAnEndorsement):
        add_endorsement(achievement=achievement, document=document, controller=keys, actor=cast.officer)
    with pytest.raises(NotAnEndorsement):
        add_endorsement(achievement=achievement, document=document, controller="[", actor=cast.officer)
    assert not Endorsement.objects.exists()


def test_a_framework_named_stands_in_awards_signed_from_then_on(cast, achievement, held):
    row = align(
        achievement=achievement, name="Wide use", url=URL, framework="Key Features", code="2.1", actor=cast.officer
    )
    award = held()
    unalign(alignment=row, actor=cast.officer)

    signed = json.loads(award.document)["credentialSubject"]["achievement"]["alignment"]
    assert [one["targetUrl"] for one in signed] == [URL]
    found = check_upload(award.document.encode())
    assert [(one.name, one.framework, one.url) for one in found.alignments] == [("2.1 Wide use", "Key Features", URL)]
    assert "alignment" not in achievement_document(achievement)


def test_a_framework_is_named_once_with_a_real_address_by_the_citys_people(cast, achievement):
    said = {"achievement": achievement, "name": "x", "actor": cast.officer}
    align(url=URL, **said)
    assert achievement_document(achievement)["alignment"] == [
        {"type": ["Alignment"], "targetName": "x", "targetUrl": URL}
    ]
    with pytest.raises(AlignedAlready):
        align(url=URL, **said)
    with pytest.raises(ValidationError):
        align(url="javascript:alert(1)", **said)
    for who in (cast.stranger, cast.manager_elsewhere):
        with pytest.raises(PermissionDenied):
            align(url=URL, **(said | {"actor": who}))
        with pytest.raises(PermissionDenied):
            unalign(alignment=Alignment.objects.get(), actor=who)


def test_the_officer_does_it_all_on_one_page(client, cast, achievement, endorser):
    client.force_login(cast.officer)
    page, name, add = (to(one, cast.city.slug, achievement.uuid) for one in ("achievement", "align", "endorse"))
    assert "Nobody yet" in client.get(page).content.decode()

    assert client.post(name, {"name": "Wide use", "url": "x x"}).status_code == 400
    client.post(name, {"name": "Wide use", "url": URL})
    assert "stands here already" in client.post(name, {"name": "Wide use", "url": URL}).content.decode()
    assert "Choose who signs here" in client.post(add, {}).content.decode()
    assert "Say in a sentence" in client.post(add, {"endorser": endorser.pk}).content.decode()
    assert "not a genuine endorsement" in client.post(add, {"document": "{}"}).content.decode()
    document, keys = signed_elsewhere(achievement)
    client.post(add, {"endorser": endorser.pk, "comment": "ตรวจแล้ว"})
    client.post(add, {"document": document, "controller": keys})

    found = client.get(page).content.decode()
    assert found.count("Withdraw the endorsement") == 2
    row = Endorsement.objects.get(endorser=endorser)
    for _twice in range(2):
        client.post(to("withdraw_endorsement", cast.city.slug, achievement.uuid, row.uuid))
    client.post(to("unalign", cast.city.slug, achievement.uuid, Alignment.objects.get().pk))
    assert client.get(page).content.decode().count("Withdraw the endorsement") == 1
    assert not Alignment.objects.exists()
    assert page in client.get(to("home", cast.city.slug)).content.decode()


def test_strangers_meet_nothing_of_the_page(client, cast, achievement, endorser):
    row = endorse(achievement=achievement, endorser=endorser, comment="ดี", actor=cast.officer)
    line = align(achievement=achievement, name="x", url=URL, actor=cast.officer)
    slug = cast.city.slug
    presses = [to("align", slug, achievement.uuid), to("endorse", slug, achievement.uuid)]
    presses += [to("unalign", slug, achievement.uuid, line.pk)]
    presses += [to("withdraw_endorsement", slug, achievement.uuid, row.uuid)]
    for who in (cast.stranger, cast.keeper, cast.manager_elsewhere):
        client.force_login(who)
        assert client.get(to("achievement", slug, achievement.uuid)).status_code == 404
        assert {client.post(one).status_code for one in presses} == {404}
    client.force_login(cast.manager_elsewhere)
    assert client.get(to("achievement", cast.elsewhere.slug, achievement.uuid)).status_code == 404
    assert (Endorsement.objects.filter(withdrawn_at=None).count(), Alignment.objects.count()) == (1, 1)


def test_a_cohort_of_awards_asks_for_frameworks_once(cast, endorser, django_assert_max_num_queries):
    offering = make_cohort(cast.city, n_completed=4, officer=cast.officer)
    achievement = make_achievement(make_issuer(cast.city), offering)
    align(achievement=achievement, name="x", url=URL, actor=cast.officer)
    start_award_run(achievement=achievement, offering=offering, actor=cast.officer)
    with django_assert_max_num_queries(40):
        tasks.run(timezone.now())
    assert {"alignment" in one.document for one in Award.objects.all()} == {True}
