"""Public heritage as other systems read it: GeoJSON features and schema.org."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse

from mueang.ui.templatetags.ui import field, name

if TYPE_CHECKING:
    from mueang.apps.heritage.queries import HeritageCard, PictureLine
    from mueang.apps.heritage.queries.tellings import TellingLine
    from mueang.apps.network.models import City


def item_url(card: HeritageCard, city: City) -> str:
    return settings.BASE_URL + reverse("public:heritage_item", args=[city.slug, card.slug])


def picture_url(picture: PictureLine) -> str:
    return settings.BASE_URL + reverse("heritage_picture_file", args=[picture.digest, picture.width])


def as_features(cards: Iterable[HeritageCard], *, city: City) -> dict[str, Any]:
    """A FeatureCollection (RFC 7946): longitude before latitude."""
    return {"type": "FeatureCollection", "features": [_feature(card, city) for card in cards]}


def as_item_list(cards: Iterable[HeritageCard], *, city: City) -> dict[str, Any]:
    """A schema.org ItemList, in the order of the dictionary."""
    things = [as_json_ld(card, city=city, pictures=[card.picture] if card.picture else []) for card in cards]
    elements = [
        {"@type": "ListItem", "position": position, "item": {k: v for k, v in thing.items() if k != "@context"}}
        for position, thing in enumerate(things, start=1)
    ]
    return {"@context": "https://schema.org", "@type": "ItemList", "name": name(city), "itemListElement": elements}


def as_json_ld(
    card: HeritageCard, *, city: City, pictures: Sequence[PictureLine], tellings: Sequence[TellingLine] = ()
) -> dict[str, Any]:
    """One item as a schema.org CreativeWork about what is done somewhere; nobody is named in it."""
    said = {
        "@context": "https://schema.org",
        "@type": "CreativeWork",
        "@id": item_url(card, city),
        "url": item_url(card, city),
        "name": name(card),
        "genre": str(card.category.label),
        "inLanguage": "th",
        "description": field(card, "story"),
        "dateCreated": card.created_at.date().isoformat(),
        "image": [picture_url(picture) for picture in pictures],
        "audio": [_audio(telling) for telling in tellings],
        "temporalCoverage": card.season,
        "contentLocation": _location(card, city),
    }
    return {key: value for key, value in said.items() if value}


def _audio(telling: TellingLine) -> dict[str, Any]:
    return {
        "@type": "AudioObject",
        "name": field(telling, "title"),
        "contentUrl": settings.BASE_URL + reverse("heritage_telling_file", args=[telling.uuid]),
        "encodingFormat": telling.media_type,
        "transcript": field(telling, "words"),
    }


def _location(card: HeritageCard, city: City) -> dict[str, Any]:
    said: dict[str, Any] = {"@type": "Place", "name": name(card.place) if card.place else name(city)}
    if card.latitude is not None:
        said["geo"] = {"@type": "GeoCoordinates", "latitude": card.latitude, "longitude": card.longitude}
    return said


def _feature(card: HeritageCard, city: City) -> dict[str, Any]:
    point = None if card.latitude is None else {"type": "Point", "coordinates": [card.longitude, card.latitude]}
    return {
        "type": "Feature",
        "id": str(card.uuid),
        "geometry": point,
        "properties": {
            "name_th": card.name_th,
            "name_en": card.name_en,
            "category": card.category.value,
            "story_th": card.story_th,
            "story_en": card.story_en,
            "season": card.season,
            "season_months": list(card.months) if card.months else None,
            "community_th": card.area_th,
            "url": item_url(card, city),
            "image": picture_url(card.picture) if card.picture else None,
            "is_invented": card.is_invented,
        },
    }
