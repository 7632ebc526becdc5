"""The pages of a roster as a browser drives them."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

MALI = "นางสาวมาลี ใจดี"


def at(name, roster, *more):
    return reverse(f"people:{name}", args=[roster.city.slug, roster.uuid, *more])


def upload(client, city, data, name="รายชื่อ.xlsx", follow=False):
    url = reverse("people:upload", args=[city.slug])
    return client.post(url, {"workbook": SimpleUploadedFile(name, data)}, follow=follow)


def text_of(answer):
    return answer.content.decode()


def typed(row):
    return {name: text for name, text in row.raw.items() if name != "national_id"}
