"""The controlled list of interests, as rows."""

from django.db import transaction

from mueang.apps.catalog.enums import INTERESTS
from mueang.apps.catalog.models import Interest


@transaction.atomic
def load_interests() -> None:
    """Write the list, or bring it up to date; what a city chose stays chosen. May be run again and again."""
    for order, word in enumerate(INTERESTS):
        values = {"name_th": word.name_th, "name_en": word.name_en, "icon": word.icon, "isced_f": word.isced_f}
        Interest.objects.update_or_create(code=word.code, defaults={**values, "order": order})
