"""A one-file Django project: the least a catalog page can cost on this machine."""

from __future__ import annotations

import os
from typing import Any

import django
from django.conf import settings
from django.http import HttpRequest, HttpResponse

LIST = (
    "<!doctype html><html lang=th><title>รายการ</title><main><form><input name=q></form><ul>"
    "{% for o in rows %}<li><a href='/detail/{{ o.id }}'><h2>{{ o.title }}</h2></a><p>{{ o.summary }}</p>"
    "<span>{{ o.taken }}/{{ o.capacity }}</span> <time>{{ o.hours }} ชม.</time></li>{% endfor %}</ul></main></html>"
)
DETAIL = (
    "<!doctype html><html lang=th><title>{{ o.title }}</title><main><h1>{{ o.title }}</h1><p>{{ o.summary }}</p>"
    "<p>{{ o.taken }}/{{ o.capacity }}</p></main></html>"
)
if not settings.configured:
    settings.configure(
        SECRET_KEY="x" * 50,
        ALLOWED_HOSTS=["*"],
        ROOT_URLCONF=__name__,
        INSTALLED_APPS=[],
        MIDDLEWARE=[f"{__name__}.kept"],
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        DATABASES={
            "default": {
                "ENGINE": "django.db.backends.sqlite3",
                "NAME": f"{os.environ.get('FLOOR_DIR', '.')}/floor.sqlite3",
                "CONN_MAX_AGE": 600,
            }
        },
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "OPTIONS": {
                    "loaders": [
                        (
                            "django.template.loaders.cached.Loader",
                            [("django.template.loaders.locmem.Loader", {"list.html": LIST, "detail.html": DETAIL})],
                        )
                    ]
                },
            }
        ],
    )
    django.setup()

from django.db import connection, models  # noqa: E402 -- after the settings
from django.shortcuts import render  # noqa: E402
from django.urls import path  # noqa: E402


class Row(models.Model):
    title = models.CharField(max_length=200)
    summary = models.TextField()
    capacity = models.IntegerField(default=40)
    taken = models.IntegerField(default=0)
    hours = models.IntegerField(default=45)

    class Meta:
        app_label = "floor"

    def __str__(self) -> str:
        return self.title


PAGES: dict[str, bytes] = {}


def kept(get_response: Any) -> Any:
    def answer(request: HttpRequest) -> HttpResponse:
        if request.path_info == "/memory":
            if "/list" not in PAGES:
                PAGES["/list"] = listing(request).content
            return HttpResponse(PAGES["/list"])
        response: HttpResponse = get_response(request)
        return response

    return answer


def listing(request: HttpRequest) -> HttpResponse:
    return render(request, "list.html", {"rows": Row.objects.order_by("id")[:25]})


def detail(request: HttpRequest, key: int) -> HttpResponse:
    return render(request, "detail.html", {"o": Row.objects.get(pk=key)})


urlpatterns = [path("list", listing), path("detail/<int:key>", detail)]

from django.core.wsgi import get_wsgi_application  # noqa: E402

application = get_wsgi_application()


def seed() -> None:
    with connection.schema_editor() as editor:
        editor.create_model(Row)
    Row.objects.bulk_create(Row(title="เมืองแห่งการเรียนรู้" * 3, summary="พัฒนาชุมชนเยาวชน" * 12) for _ in range(2_000))


if __name__ == "__main__":
    seed()
