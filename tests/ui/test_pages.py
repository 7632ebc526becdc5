"""The shell of a page, the refusals and the sign-in pages."""

import re
from types import SimpleNamespace

import pytest
from django.contrib import messages
from django.contrib.messages.storage.fallback import FallbackStorage
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.urls import include, path
from django.utils import translation


def refuse(request: HttpRequest, reason: str) -> HttpResponse:
    if reason == "413":
        return render(request, "413.html", status=413)
    raise {"400": SuspiciousOperation, "403": PermissionDenied, "404": Http404, "500": RuntimeError}[reason]


urlpatterns = [
    path("ui/refuse/<slug:reason>/", refuse),
    path("accounts/", include("allauth.urls")),
    path("", refuse, name="home"),
]
own_addresses = pytest.mark.urls(__name__)


@own_addresses
# Behind walls (PostgreSQL) a page of the tests' process, which begins with everything in reach, says first: nothing.
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("status", "said"),
    [
        (400, "ระบบไม่เข้าใจข้อมูลที่ส่งมา"),
        (403, "บัญชีของท่านไม่มีสิทธิ์ทำรายการนี้"),
        (404, "ไม่พบหน้าที่ท่านต้องการ"),
        (413, "ไฟล์นี้ใหญ่เกินไป"),
        (500, "ขออภัย ระบบขัดข้อง"),
    ],
)
def test_refusals_say_what_happened_and_where_to_go(status: int, said: str) -> None:
    response = Client(raise_request_exception=False).get(f"/ui/refuse/{status}/")

    text = response.content.decode()
    assert response.status_code == status
    assert said in text
    assert 'href="/"' in text


@own_addresses
@pytest.mark.django_db
def test_a_form_sent_too_late_is_explained() -> None:
    response = Client(enforce_csrf_checks=True).post("/accounts/login/", {"login": "x"})

    assert response.status_code == 403
    assert "หน้านี้เปิดค้างไว้นานเกินไป" in response.content.decode()


def test_the_page_of_a_broken_system_needs_nothing_that_may_be_broken() -> None:
    text = render_to_string("500.html")

    assert "Something went wrong on our side" in text
    assert "mueang.css" in text


def page(template: str = "base.html", **context: object) -> str:
    request = RequestFactory().get("/")
    request.user = SimpleNamespace(is_authenticated=False)  # type: ignore[assignment]
    return render_to_string(template, context, request)


def test_the_banner_of_invented_people_shows_only_in_an_invented_city() -> None:
    city = {"name_th": "ยะลา", "name_en": "Yala"}

    with translation.override("th"):
        assert "บุคคลและตัวเลขสมมติทั้งหมด" in page(city={**city, "is_invented": True})
        assert "บุคคลและตัวเลขสมมติทั้งหมด" not in page(city={**city, "is_invented": False})
        assert "บุคคลและตัวเลขสมมติทั้งหมด" not in page()


def test_the_city_names_the_page() -> None:
    with translation.override("en"):
        assert "<title>Learning city · Yala</title>" in page(city={"name_en": "Yala"})
        assert "<title>Learning city · Mueang</title>" in page()


def test_messages_are_shown_once_and_escaped() -> None:
    request = RequestFactory().get("/")
    request.session = {}  # type: ignore[assignment]
    request._messages = FallbackStorage(request)  # type: ignore[attr-defined]
    messages.success(request, "บันทึก <b>แล้ว</b>")

    text = render_to_string("base.html", {}, request)

    assert 'class="alert success"' in text
    assert "บันทึก &lt;b&gt;แล้ว&lt;/b&gt;" in text


@own_addresses
def test_a_desk_names_who_is_signed_in_and_how_to_leave() -> None:
    request = RequestFactory().get("/")
    request.user = SimpleNamespace(is_authenticated=True, username="somying")  # type: ignore[assignment]

    text = render_to_string("ui/staff.html", {}, request)

    assert "somying" in text
    assert 'href="/accounts/logout/"' in text
    assert "desk.js" in text


@own_addresses
@pytest.mark.django_db
@pytest.mark.parametrize(
    "address", ["login/", "signup/", "password/reset/", "2fa/authenticate/", "3rdparty/login/error/"]
)
def test_pages_before_sign_in_wear_our_clothes(client: Client, address: str) -> None:
    response = client.get(f"/accounts/{address}", follow=True)

    text = response.content.decode()
    assert response.status_code in {200, 401}
    assert "ui/mueang.css" in text
    assert 'class="weave"' in text


@own_addresses
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("2fa/", "การยืนยันตัวตนสองขั้น"),
        ("2fa/webauthn/", "ยังไม่มีพาสคีย์"),
        ("password/change/", "รหัสผ่านปัจจุบัน"),
        ("3rdparty/", "ยังไม่มีบัญชีภายนอก"),
        ("logout/", "ต้องการออกจากระบบหรือไม่"),
        ("reauthenticate/", "ยืนยันว่าเป็นท่าน"),
    ],
)
def test_pages_of_an_account_are_in_our_thai(client: Client, django_user_model: type, address: str, said: str) -> None:
    user = django_user_model.objects.create_user("somying", password="kram-marigold-9")  # type: ignore[attr-defined]
    client.force_login(user)

    response = client.get(f"/accounts/{address}")

    text = response.content.decode()
    assert said in text
    assert "ui/mueang.css" in text
    assert not re.search(r"\sstyle=|<style|\son\w+=", text)


@own_addresses
@pytest.mark.django_db
def test_a_wrong_password_is_explained_in_thai(client: Client) -> None:
    response = client.post("/accounts/login/", {"login": "somying", "password": "wrong"})

    assert "ชื่อผู้ใช้หรือรหัสผ่านไม่ถูกต้อง" in response.content.decode()
