"""Cards and maps of activities in templates."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from mueang.desks.public.cards import Offered, draw_cards
from mueang.desks.public.grounds import DrawnGround
from mueang.ui import maps

register = template.Library()
_MARKER = (
    '<a href="{}" aria-label="{}: {}"><circle cx="{}" cy="{}" r="13"/>'
    '<text x="{}" y="{}" aria-hidden="true">{}</text></a>'
)


@register.filter
def drawn(found: Iterable[Offered], city: str) -> SafeString:
    """The cards of activities; `city` is the slug in their addresses."""
    return draw_cards(found, city=city)


@register.simple_tag
def ground_map(drawn: DrawnGround, markers: Iterable[maps.Marker], title: str = "") -> SafeString:
    """A map whose ground was drawn before."""
    ground, said = drawn.ground, escape(title or gettext("Map"))
    points = (_MARKER.format(escape(m.href), escape(m.label), m.number, m.x, m.y, m.x, m.y, m.number) for m in markers)
    return mark_safe(  # noqa: S308 -- escaped
        f'<figure class="map"><svg viewBox="0 0 {ground.width} {ground.height}" role="group"'
        f' aria-label="{said}">{drawn.markup}{"".join(points)}</svg></figure>'
    )
