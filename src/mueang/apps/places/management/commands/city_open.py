"""`mueang city open`: open a city from its official code, with its neighbourhoods."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from mueang.apps.network.actions import load_network_facts, open_city
from mueang.apps.network.enums import CityKind
from mueang.apps.network.errors import CityAlreadyOpen, KindDoesNotFit, SlugReserved, SlugTaken
from mueang.apps.network.models import City, Network
from mueang.apps.places.actions import add_neighbourhoods
from mueang.facts import area, search_areas

KIND_OF_LEVEL = {
    "province": CityKind.PROVINCE,
    "district": CityKind.CITY_MUNICIPALITY,
    "subdistrict": CityKind.SUBDISTRICT_MUNICIPALITY,
}


class Command(BaseCommand):
    help = "Open a city from its province (2 digits), district (4) or sub-district (6) code, with its neighbourhoods."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("code", help="official code such as 9501, or a name to look the code up")
        parser.add_argument("--kind", choices=CityKind.values, help="what kind of city; else what fits the code best")
        parser.add_argument("--slug", help="its address in the web, such as yala; else a free one")
        parser.add_argument("--name-th", help="its Thai name; else it follows from area and kind")
        parser.add_argument("--name-en", help="its English name; else it follows from area and kind")
        parser.add_argument("--invented", action="store_true", help="a city for practice: every page says so")

    def handle(self, *_arguments: Any, code: str, **options: Any) -> None:
        found = area(code)
        if found is None:
            raise CommandError(f"No area has the code {code}.{proposals(code)}")
        try:
            city, n_neighbourhoods = self.open(
                code, kind=options["kind"] or KIND_OF_LEVEL[found.level], options=options
            )
        except SlugTaken as refusal:
            raise CommandError(
                f"Another city has the address {options['slug']}; {refusal.suggestion} is free."
            ) from None
        except SlugReserved as refusal:
            raise CommandError(
                f"The address {refusal} is reserved or malformed; use small letters, at least three."
            ) from None
        except KindDoesNotFit as refusal:
            raise CommandError(f"The kind {refusal} does not fit a {found.level} code.") from None
        except CityAlreadyOpen:
            raise CommandError("This very city is open here already.") from None
        except ValidationError as refusal:
            raise CommandError("; ".join(refusal.messages)) from None
        self.tell(city, n_neighbourhoods)

    @transaction.atomic
    def open(self, code: str, *, kind: str, options: dict[str, Any]) -> tuple[City, int]:
        if not Network.objects.exists():
            load_network_facts()
        names = {name: options[name] for name in ("slug", "name_th", "name_en")}
        city = open_city(code=code, kind=kind, actor=None, is_invented=options["invented"], **names)
        return city, add_neighbourhoods(city=city, actor=None)

    def tell(self, city: City, n_neighbourhoods: int) -> None:
        invented = " (invented)" if city.is_invented else ""
        self.stdout.write(
            f"Opened {city.name_th} / {city.name_en}{invented} at /{city.slug}/, neighbourhoods: {n_neighbourhoods}.\n"
            "Next:\n"
            f'  mueang manage role_invite NAME --display-name "..." --role city_manager --city {city.slug}\n'
            f"  then sign in and open /desk/{city.slug}/"
        )


def proposals(words: str) -> str:
    """Codes of areas whose names are near what was typed."""
    lines = [f"\n  {found.code}  {found.name_th}  {found.name_en}" for found in search_areas(words, limit=8)]
    return " Did you mean:" + "".join(lines) if lines else ""
