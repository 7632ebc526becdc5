"""The officer's pages."""

import io
import zipfile

import pytest
from django.urls import reverse
from django.utils import timezone

from factories.credentials import make_achievement, make_cohort, make_issuer
from mueang.apps.credentials import tasks
from mueang.apps.credentials.actions import start_award_run
from mueang.apps.credentials.models import Achievement, Award, AwardRun, Issuer
from mueang.apps.credentials.rules import visible_awards, visible_runs


@pytest.fixture
def cohort(cast):
    return make_cohort(cast.city, n_completed=2, officer=cast.officer)


@pytest.fixture
def achievement(cast, cohort):
    return make_achievement(make_issuer(cast.city), cohort)


@pytest.fixture
def awarded(cast, cohort, achievement):
    start_award_run(achievement=achievement, offering=cohort, actor=cast.officer)
    while tasks.run(timezone.now()):
        pass
    return AwardRun.objects.get()


def addresses(cast, cohort, run):
    slug = cast.city.slug
    return [
        reverse("credentials:home", args=[slug]),
        reverse("credentials:awards", args=[slug]),
        reverse("credentials:new_issuer", args=[slug]),
        reverse("credentials:cohort", args=[slug, cohort.uuid]),
        reverse("credentials:new_achievement", args=[slug, cohort.uuid]),
        reverse("credentials:run", args=[slug, run.uuid]),
        reverse("credentials:run_certificates", args=[slug, run.uuid]),
        reverse("credentials:award", args=[slug, Award.objects.first().uuid]),
    ]


def test_every_page_opens_for_the_officer_and_is_a_404_for_strangers(client, cast, cohort, awarded):
    pages = addresses(cast, cohort, awarded)

    client.force_login(cast.officer)
    assert [client.get(page).status_code for page in pages] == [200] * len(pages)
    for member in (cast.stranger, cast.manager_elsewhere, cast.keeper, cast.auditor):
        client.force_login(member)
        assert [client.get(page).status_code for page in pages] == [404] * len(pages)
    client.logout()
    assert {client.get(page).status_code for page in pages} == {302}


def test_one_press_starts_the_run_and_its_page_asks_again_until_it_is_over(client, cast, cohort, achievement):
    client.force_login(cast.officer)

    pressed = client.post(
        reverse("credentials:cohort", args=[cast.city.slug, cohort.uuid]), {"achievement": achievement.pk}
    )
    waiting = client.get(pressed.url)
    while tasks.run(timezone.now()):
        pass
    over = client.get(pressed.url)

    assert waiting["Refresh"] == "2"
    assert "Refresh" not in over
    assert "2/2" in over.text or "2" in over.text


def test_pressing_again_says_that_nobody_is_left(client, cast, cohort, achievement, awarded):
    client.force_login(cast.officer)

    response = client.post(
        reverse("credentials:cohort", args=[cast.city.slug, cohort.uuid]), {"achievement": achievement.pk}
    )

    assert "ไม่มีผู้เรียนจบที่ยังไม่ได้รับใบรับรอง" in response.text


def test_a_cohort_without_an_award_is_led_to_describe_one(client, cast, cohort):
    make_issuer(cast.city)
    client.force_login(cast.officer)
    address = reverse("credentials:new_achievement", args=[cast.city.slug, cohort.uuid])

    led = client.get(reverse("credentials:cohort", args=[cast.city.slug, cohort.uuid]))
    words = {f"{name}_{language}": "คำ" for name in ("name", "description", "criteria") for language in ("th", "en")}
    described = client.post(address, {**words, "issuer": Issuer.objects.get().pk})

    assert address in led.text
    assert described.status_code == 302
    assert Achievement.objects.get().program == cohort.program


def test_an_issuer_is_opened_with_its_key_and_a_taken_address_is_refused(client, cast):
    client.force_login(cast.officer)
    address = reverse("credentials:new_issuer", args=[cast.city.slug])

    opened = client.post(address, {"slug": "uni", "name_th": "ม", "name_en": "U"})
    again = client.post(address, {"slug": "uni", "name_th": "ม", "name_en": "U"})

    assert opened.status_code == 302
    assert Issuer.objects.get().keys.count() == 1
    assert "ใช้ที่อยู่นี้แล้ว" in again.text


def test_an_award_is_revoked_from_its_page_once(client, cast, awarded):
    client.force_login(cast.officer)
    row = Award.objects.first()
    address = reverse("credentials:award", args=[cast.city.slug, row.uuid])

    revoked = client.post(address, {"reason": "request"}, follow=True)
    again = client.post(address, {"reason": "request"})

    assert "ผู้ถือใบรับรองขอให้เพิกถอน" in revoked.text
    assert "ถูกเพิกถอนไปแล้ว" in again.text


def test_all_certificates_of_a_run_come_in_one_archive(client, cast, awarded):
    client.force_login(cast.officer)

    response = client.get(reverse("credentials:run_certificates", args=[cast.city.slug, awarded.uuid]))

    names = zipfile.ZipFile(io.BytesIO(response.content)).namelist()
    assert len(names) == 2
    assert all(name.endswith(".pdf") for name in names)


def test_awards_are_found_by_name_and_number_and_exported(client, cast, awarded):
    client.force_login(cast.officer)
    address = reverse("credentials:awards", args=[cast.city.slug])
    row = Award.objects.select_related("person").first()
    other = Award.objects.exclude(pk=row.pk).get()

    by_number = client.get(address, {"words": row.number}).text
    nobody = client.get(address, {"words": "ไม่มีใคร"}).text
    workbook = client.get(address, {"format": "xlsx"})

    assert row.number in by_number
    assert other.number not in by_number
    assert row.number not in nobody
    assert workbook.content.startswith(b"PK")


@pytest.mark.parametrize("n_completed", [1, 3])
def test_the_home_page_asks_the_same_number_of_questions(client, cast, n_completed, django_assert_num_queries):
    make_cohort(cast.city, n_completed=n_completed, officer=cast.officer)
    make_issuer(cast.city)
    client.force_login(cast.officer)
    address = reverse("credentials:home", args=[cast.city.slug])
    client.get(address)

    with django_assert_num_queries(10):
        client.get(address)


def test_a_learner_sees_their_own_awards_and_no_other(cast, awarded):
    row = Award.objects.first()
    row.person.user = cast.learner
    cast.learner_person.user = None
    cast.learner_person.save()
    row.person.save()

    assert list(visible_awards(cast.learner)) == [row]
    assert not visible_awards(cast.anonymous).exists()
    assert not visible_runs(cast.learner).exists()
