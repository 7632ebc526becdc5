"""Templates: those that come with the product and the city's own, and an offering published from one."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone, translation

from factories.rows import OfferingFactory, SessionFactory
from mueang.apps.catalog.actions import discard_template, load_interests, save_template
from mueang.apps.catalog.actions.conditions import check_conditions
from mueang.apps.catalog.enums import INTERESTS
from mueang.apps.catalog.models import Offering, Template
from mueang.apps.catalog.queries.templates import shape_of, shapes, shared_shapes

TOMORROW = timezone.localdate() + timedelta(days=1)
FREE = timezone.localdate() + timedelta(days=40)


@pytest.fixture
def desk(cast, client):
    client.force_login(cast.keeper)
    with translation.override("en"):
        yield lambda name, *rest: reverse(f"catalog:{name}", args=[cast.city.slug, *rest])


@pytest.mark.parametrize("shape", shared_shapes(), ids=lambda shape: shape.key)
def test_every_shared_template_is_whole_in_both_languages_and_could_be_published(cast, shape):
    program, said = shape.contents["program"], shape.contents

    assert all(program[name] for name in ("name_th", "name_en", "summary_th", "summary_en"))
    assert len(program["outcomes_th"]) == len(program["outcomes_en"]) > 0
    assert set(program["interests"]) <= {word.code for word in INTERESTS}
    assert shape.ends > shape.starts
    assert all(line["name_en"] for line in said["kit"])
    row = Offering(seats=said["seats"], cost_satang=said["cost_satang"], **shape.details)
    check_conditions(row)


def test_what_a_template_fills_in_needs_only_a_day_to_be_published(client, cast, desk):
    load_interests()
    page = client.get(desk("offering_add"), {"template": "batik"})
    form = page.context["form"]
    typed = {bound.html_name: bound.value() for bound in form if bound.value() not in (None, False)}
    typed |= {"place": cast.place.slug, "first_on": FREE.isoformat()}
    typed = {name: "on" if value is True else value for name, value in typed.items()}

    answer = client.post(f"{desk('offering_add')}?template=batik", typed)

    assert answer.status_code == 302
    made = Offering.objects.get()
    assert (made.state, made.sessions.count(), made.cost_satang) == ("published", 4, 15_000)
    assert [line.source for line in made.kit_lines] == ["bring", "provided", "buy"]
    assert made.program.outcomes_en
    assert made.program.interests.count() == 2

    again = client.get(desk("offering_add"), {"template": "batik"}).context["form"]
    assert again["program"].value() == made.program.slug


def test_an_offering_becomes_the_citys_template_without_people_days_or_contacts(client, cast, desk):
    offering = OfferingFactory(
        city=cast.city, place=cast.place, program__city=cast.city, contact="073-000-000", seats=33
    )
    SessionFactory(offering=offering, number=1)

    for _ in range(2):
        client.post(desk("offering_step", offering.slug, "template"))

    kept = Template.objects.get()
    assert "073-000-000" not in str(kept.contents)
    shape = shape_of(str(kept.uuid), viewer=cast.keeper, city=cast.city)
    assert shape is not None
    assert (shape.contents["seats"], shape.contents["times"]) == (33, 1)
    page = client.get(desk("templates")).content.decode()
    assert str(kept.uuid) in page
    assert "Shared, invented example" in page
    client.post(desk("template_discard", kept.uuid))
    assert not Template.objects.exists()


def test_a_template_is_its_citys_own(client, cast, desk):
    foreign = OfferingFactory(city=cast.elsewhere, program__city=cast.elsewhere, place__city=cast.elsewhere)
    kept = save_template(offering=foreign, actor=cast.manager_elsewhere)

    assert shape_of(str(kept.uuid), viewer=cast.keeper, city=cast.city) is None
    assert shape_of("no such", viewer=cast.keeper, city=cast.city) is None
    assert not any(shape.is_own for shape in shapes(viewer=cast.keeper, city=cast.city))
    with pytest.raises(PermissionDenied):
        discard_template(template=kept, actor=cast.keeper)
    with pytest.raises(PermissionDenied):
        save_template(offering=foreign, actor=cast.stranger)
    assert client.post(desk("template_discard", kept.uuid)).status_code == 404
    client.force_login(cast.auditor)
    assert client.get(desk("templates")).status_code == 403
