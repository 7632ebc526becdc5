"""Erasing one person in every app."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import models

from factories.privacy import SECRET, known_everywhere, officer_of_privacy
from factories.rows import HeritageItemFactory, PersonFactory, RoleGrantFactory
from mueang.apps.audit.models import Event
from mueang.apps.enrollment.models import Attendance, Enrollment, HoursEntry
from mueang.apps.heritage.models import Holder, ItemTelling
from mueang.apps.notices.models import Notice
from mueang.apps.people.actions import open_data_request
from mueang.apps.people.errors import DataRequestDone
from mueang.apps.privacy.actions.requests import answer_request
from mueang.apps.privacy.errors import StillInService
from mueang.lib.recordings import Recording, keep


def where_it_stands(word: str) -> list[str]:
    """Every table of the house in whose text the word is found."""
    found = []
    for model in apps.get_models():
        text = [f.name for f in model._meta.concrete_fields if isinstance(f, models.CharField | models.TextField)]
        asked = models.Q()
        for name in text:
            asked |= models.Q(**{f"{name}__contains": word})
        if text and model._base_manager.filter(asked).exists():
            found.append(model._meta.label)
    return found


def erasure_of(person, cast, **said):
    request = open_data_request(person=person, kind="erasure", note=SECRET, actor=cast.officer)
    return request, {"request": request, "answer": "ลบแล้ว", "outcome": "granted", "actor": cast.officer} | said


def test_a_granted_erasure_leaves_the_word_nowhere_and_the_counts_as_they_were(cast):
    person = known_everywhere(cast)
    phone, email = person.phone, person.user.email
    assert len(where_it_stands(SECRET)) >= 6
    rows = (Enrollment, Attendance, HoursEntry)
    before = [model.objects.count() for model in rows]

    done = answer_request(**erasure_of(person, cast)[1])

    assert where_it_stands(SECRET) == []
    assert where_it_stands(phone) == where_it_stands(email) == []
    assert [model.objects.count() for model in rows] == before
    assert HoursEntry.objects.get().minutes == 90
    assert not Notice.objects.filter(user=person.user).exists()
    assert done["clear"] >= 4
    person.refresh_from_db()
    assert (person.user, person.erased_at is not None) == (None, True)


def test_the_account_is_closed_and_names_nobody(cast, client):
    person = known_everywhere(cast)
    user = person.user
    user.set_password("some-long-password-2566")
    user.save()

    answer_request(**erasure_of(person, cast)[1])

    user.refresh_from_db()
    assert (user.is_active, user.email, user.has_usable_password()) == (False, "", False)
    assert not client.login(username="known", password="some-long-password-2566")


def test_an_address_that_somebody_else_has_too_keeps_its_messages(cast):
    person = known_everywhere(cast)
    PersonFactory(city=cast.city, phone=person.phone)

    answer_request(**erasure_of(person, cast)[1])

    assert Notice.objects.get(address=person.phone).subject == SECRET


def test_what_waits_for_their_own_address_is_not_sent_any_more(cast):
    person = known_everywhere(cast)
    Notice.objects.filter(key="b").update(state="queued")

    answer_request(**erasure_of(person, cast)[1])

    assert not Notice.objects.filter(key="b").exists()


def test_a_recorded_voice_leaves_the_disk_once_the_erasure_stands(
    cast, settings, tmp_path, django_capture_on_commit_callbacks
):
    settings.HERITAGE_SOUND_DIR = tmp_path
    person = known_everywhere(cast)
    holder = Holder.objects.create(item=HeritageItemFactory(city=cast.city), person=person)
    recording = Recording(data=b"voice", kind="mp3")
    keep(recording, folder=tmp_path)
    name = recording.name
    ItemTelling.objects.create(item=holder.item, holder=holder, file=name, n_bytes=5, title_th="-", words_th=SECRET)
    said = erasure_of(person, cast)[1]

    with django_capture_on_commit_callbacks(execute=True):
        answer_request(**said)

    assert not ItemTelling.objects.exists()
    assert not list(tmp_path.rglob(name))


def test_a_refused_erasure_touches_nothing(cast):
    person = known_everywhere(cast)
    before = where_it_stands(SECRET)

    answer_request(**erasure_of(person, cast, outcome="refused", refusal="claim")[1])

    assert where_it_stands(SECRET) == before


def test_who_holds_a_role_hands_over_first_and_nothing_is_half_erased(cast):
    person = known_everywhere(cast)
    RoleGrantFactory(user=person.user, scope=cast.city.uuid, city=None)
    before = where_it_stands(SECRET)
    request, said = erasure_of(person, cast)

    with pytest.raises(StillInService) as refusal:
        answer_request(**said)

    request.refresh_from_db()
    assert refusal.value.sentence
    assert (where_it_stands(SECRET), request.done_at) == (before, None)


def test_it_is_answered_once_by_whoever_may_and_stands_in_the_record_without_words(cast):
    person = known_everywhere(cast)
    _request, said = erasure_of(person, cast)
    officer = officer_of_privacy(cast)

    answer_request(**said | {"actor": officer})

    with pytest.raises(DataRequestDone):
        answer_request(**said)
    verbs = list(Event.objects.order_by("-number").values_list("verb", flat=True)[:2])
    assert verbs == ["person.erased", "data_request.answered"]
    assert SECRET not in str(list(Event.objects.values_list("facts", flat=True)))


def test_nobody_else_answers(cast):
    person = known_everywhere(cast)
    _request, said = erasure_of(person, cast)

    for member in ("stranger", "keeper", "unit_officer", "auditor", "manager_elsewhere", "case_supervisor"):
        with pytest.raises(PermissionDenied):
            answer_request(**said | {"actor": getattr(cast, member)})

    person.refresh_from_db()
    assert person.erased_at is None
