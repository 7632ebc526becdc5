"""Anybody tells the city about a child: the same answer and the same statements whatever is known."""

import logging
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from factories.concerns import CHILD, TELLER, ConcernFactory
from mueang.apps.support.models.concerns import Addition, Concern, Teller, code_hash
from mueang.apps.support.queries.concerns import additions_without_concern, concern_page

pytestmark = pytest.mark.django_db
TOLD = {"said": "เด็กไม่ได้ไปโรงเรียน", "about": CHILD, "age": "๑๑", "area": "ซอย 3", "urgency": "now"}


def tell(client, cast, **more):
    return client.post(reverse("tell:form", args=[cast.city.slug]), TOLD | more)


def code_in(response):
    return re.search(r"[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4}", response.content.decode())[0]


def test_the_numbers_to_call_stand_before_the_form(client, cast):
    page = client.get(reverse("tell:form", args=[cast.city.slug]))

    text = page.content.decode()
    assert 0 < text.index("tel:1300") < text.index("tel:191") < text.index("<textarea")
    assert "no-store" in page["Cache-Control"]
    assert len(page.content) < 60_000
    assert "พ.ศ. 2546" in text
    assert 'type="file"' not in text


def test_what_was_told_arrives_and_nothing_of_it_is_in_address_or_answer(client, cast):
    response = tell(client, cast, name=TELLER, phone="081 111 1111")

    row = Concern.objects.get()
    assert (row.city, row.channel, row.age_years, row.raised_by) == (cast.city, "citizen", 11, None)
    assert Teller.objects.get().words["name"] == TELLER
    text = response.content.decode()
    assert response.status_code == 200
    for secret in ("ลับสุดยอด", "ป้าผู้แจ้ง", "1111111", str(row.uuid)):
        assert secret not in text
    assert "Location" not in response


def test_one_question_is_enough_and_the_teller_may_stay_unnamed(client, cast):
    response = client.post(reverse("tell:form", args=[cast.city.slug]), {"said": "ได้ยินเสียงร้อง", "urgency": "soon"})

    assert response.status_code == 200
    assert Concern.objects.get().about == ""
    assert not Teller.objects.exists()


def test_an_empty_form_is_asked_again_and_keeps_nothing(client, cast):
    response = client.post(reverse("tell:form", args=[cast.city.slug]), {"about": CHILD, "urgency": "soon"})

    assert response.status_code == 422
    assert not Concern.objects.exists()
    assert client.post(reverse("tell:add", args=[cast.city.slug]), {"code": "x"}).status_code == 422
    assert client.get(reverse("tell:form", args=["no-such-city"])).status_code == 404
    assert client.get(reverse("tell:add", args=["no-such-city"])).status_code == 404
    assert client.get(reverse("tell:cities")).status_code == 200


def statements(client, cast, **more):
    with CaptureQueriesContext(connection) as caught:
        response = tell(client, cast, **more)
    assert response.status_code == 200
    # Only what the statements hold differs, never which and how many they are.
    return [re.sub(r"'[^']*'|\d+", "?", query["sql"]).split("(")[0].split("WHERE")[0] for query in caught], response


def test_a_known_child_changes_neither_the_answer_nor_the_statements(client, cast):
    tell(client, cast)
    unknown, first = statements(client, cast, about="ไม่เคยมีใครรู้จัก สมมติ")
    ConcernFactory.create_batch(3, city=cast.city)
    known, second = statements(client, cast)

    def plain(response):
        text = re.sub(r"[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4}", "CODE", response.content.decode())
        return re.sub(r'csrfmiddlewaretoken" value="[^"]*"', "", text)

    assert known == unknown
    assert plain(first) == plain(second)


def test_adding_under_a_right_and_a_wrong_code_is_the_same_to_whoever_adds(client, cast):
    code = code_in(tell(client, cast))
    row = Concern.objects.get()

    def add(with_code):
        with CaptureQueriesContext(connection) as caught:
            response = client.post(reverse("tell:add", args=[cast.city.slug]), {"code": with_code, "said": "เห็นอีกครั้ง"})
        text = re.sub(r'value="[^"]*"', "", response.content.decode())
        return (
            response.status_code,
            text,
            [re.sub(r"s\d+_x\d+", "?", query["sql"].split("VALUES")[0]) for query in caught],
        )

    right, wrong = add(code.lower().replace("-", " ")), add("AAAA-BBBB-CCCC")

    assert right == wrong
    page = concern_page(viewer=cast.case_supervisor, concern=row, now=row.received_at)
    assert [one.said for one in page.additions] == ["เห็นอีกครั้ง"]
    loose = additions_without_concern(viewer=cast.case_supervisor, city=cast.city)
    assert [one.code_hash for one in loose] == [code_hash("AAAABBBBCCCC")]
    assert additions_without_concern(viewer=cast.case_worker, city=cast.city) == []
    assert code.replace("-", "") not in str(Concern.objects.values_list("code_hash", flat=True))


def test_a_code_is_of_one_city(client, cast):
    code = code_in(tell(client, cast))

    client.post(reverse("tell:add", args=[cast.elsewhere.slug]), {"code": code, "said": "คนละเมือง"})

    page = concern_page(
        viewer=cast.case_supervisor, concern=Concern.objects.get(), now=Concern.objects.get().received_at
    )
    assert list(page.additions) == []
    assert Addition.objects.get().city == cast.elsewhere


def test_a_machine_is_asked_to_wait_and_told_whom_to_call(client, cast):
    answers = [tell(client, cast).status_code for _again in range(11)]

    assert answers == [200] * 10 + [429]
    assert Concern.objects.count() == 10
    late = client.post(reverse("tell:add", args=[cast.city.slug]), {"code": "AAAA", "said": "x"})
    assert (late.status_code, "tel:1300" in late.content.decode()) == (429, True)
    assert not Addition.objects.exists()


def test_logs_hold_nothing_of_what_was_told(client, cast, caplog):
    caplog.set_level(logging.DEBUG)
    # Statements are logged only where somebody turned Django's own debugging on; no installation does.
    logging.getLogger("django.db.backends").setLevel(logging.INFO)

    tell(client, cast, name=TELLER)
    client.post(reverse("tell:form", args=[cast.city.slug]), {"about": CHILD})

    assert not any(secret in caplog.text for secret in ("ลับสุดยอด", "ป้าผู้แจ้ง"))


def test_english_is_complete(client, cast):
    page = client.get("/en" + reverse("tell:form", args=[cast.city.slug]))

    assert "Tell the city about a child" in page.content.decode()
