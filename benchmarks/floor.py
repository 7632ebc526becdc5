"""Django's floor under one accepted enrollment: one view, three inserts and a guarded update, and nothing else.

No form, no checks, no consent, no chain: what is left when everything that makes an enrollment one is taken away.
Served by granian beside us, on the same kind of database. Usage: granian --interface wsgi benchmarks.floor:application
"""

from __future__ import annotations

import sys
import uuid

import django
from django.conf import settings
from django.db import IntegrityError, connection, models, transaction
from django.http import HttpRequest, HttpResponse
from django.urls import path

from mueang.config.settings import DATA_DIR, DATABASES

settings.configure(
    SECRET_KEY="x" * 50,
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    DATABASES=DATABASES,
    MIDDLEWARE=[],
    INSTALLED_APPS=[],
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    USE_TZ=True,
)
django.setup()


class Offering(models.Model):
    seats = models.IntegerField()
    taken = models.IntegerField(default=0)

    class Meta:
        app_label = "floor"

    def __str__(self) -> str:
        return str(self.pk)


class Person(models.Model):
    uuid = models.UUIDField(default=uuid.uuid4, unique=True)
    name = models.CharField(max_length=200)
    phone = models.CharField(max_length=20)

    class Meta:
        app_label = "floor"

    def __str__(self) -> str:
        return str(self.pk)


class Enrollment(models.Model):
    offering = models.ForeignKey(Offering, models.PROTECT)
    person = models.ForeignKey(Person, models.PROTECT)
    request_key = models.CharField(max_length=64, unique=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        app_label = "floor"

    def __str__(self) -> str:
        return str(self.pk)


class Event(models.Model):
    verb = models.CharField(max_length=60)
    target = models.CharField(max_length=120)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        app_label = "floor"

    def __str__(self) -> str:
        return str(self.pk)


def enrol(request: HttpRequest) -> HttpResponse:
    typed = request.POST
    try:
        with transaction.atomic():
            free = Offering.objects.filter(pk=1, taken__lt=models.F("seats"))
            if not free.update(taken=models.F("taken") + 1):
                return HttpResponse("full", status=409)
            person = Person.objects.create(name=typed["name"], phone=typed["phone"])
            one = Enrollment.objects.create(offering_id=1, person=person, request_key=typed["request_key"])
            Event.objects.create(verb="joined", target=f"enrollment:{one.pk}")
    except IntegrityError:
        return HttpResponse("known", status=409)
    return HttpResponse(status=303, headers={"Location": f"/ticket/{one.pk}/"})


def open_tables(*, seats: int) -> None:
    DATA_DIR.mkdir(parents=True, exist_ok=True)
    with connection.schema_editor() as editor:
        for model in (Offering, Person, Enrollment, Event):
            editor.create_model(model)
    Offering.objects.create(seats=seats)


urlpatterns = [path("enrol", enrol), path("", lambda _request: HttpResponse("ok"))]

if __name__ == "__main__":
    open_tables(seats=int(sys.argv[1]))
else:
    from django.core.wsgi import get_wsgi_application

    application = get_wsgi_application()
