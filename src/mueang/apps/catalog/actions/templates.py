"""Keep the shape of an offering for the next time."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.catalog.actions.offerings import locked_offering
from mueang.apps.catalog.models import Offering, Template
from mueang.apps.catalog.queries.templates import contents_of
from mueang.apps.catalog.rules import may_keep_template


@transaction.atomic
def save_template(*, offering: Offering, actor: User) -> Template:
    """Keep an offering's program and conditions as the city's template; one of the same name is replaced.

    Neither people nor days nor contacts are in it. Raises PermissionDenied.
    """
    offering = locked_offering(offering, actor)
    template, _is_new = Template.objects.update_or_create(
        city=offering.city,
        name_th=offering.program.name_th,
        defaults={"name_en": offering.program.name_en, "contents": contents_of(offering), "made_by": actor},
    )
    facts = {"template": str(template.uuid)}
    record(actor=actor, verb="offering.template_saved", target=offering, book=offering.city.slug, facts=facts)
    return template


@transaction.atomic
def discard_template(*, template: Template, actor: User) -> None:
    """Throw a template of the city away; offerings made from it stay. Raises PermissionDenied."""
    if not may_keep_template(actor, template):
        raise PermissionDenied
    record(actor=actor, verb="template.discarded", target=template, book=template.city.slug)
    template.delete()
