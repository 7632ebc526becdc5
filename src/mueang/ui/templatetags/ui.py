"""Filters and tags every template may use; each tag draws one component of `templates/ui`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from html import escape
from typing import Any

from django import template
from django.conf import settings
from django.core.paginator import Page
from django.forms import BaseForm, BoundField
from django.template import Context
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language_info, gettext

from mueang.ui import charts, maps, words
from mueang.ui.icons import FALLBACK, ICONS

register = template.Library()

for _filter in (
    words.thai_date,
    words.number,
    words.baht,
    words.price,
    words.minutes,
    words.percent,
    words.distance,
    words.phone,
    words.shown_year,
    words.period,
):
    register.filter(_filter.__name__, _filter)


@register.filter
def clock(start: Any, end: Any = None) -> str:
    """`09:00 น.` with a hard space: a table cell must not part the hour from its sign."""
    return words.clock(start, end).replace(" ", "\u00a0")


@register.filter
def moment(value: Any) -> str:
    day, space, hour = words.moment(value).rpartition(" น.")
    return f"{day}\u00a0น.{hour}" if space else hour


@register.filter
def field(obj: Any, stem: str) -> str:
    """`<stem>_<language>` of an object or mapping, in the visitor's language or the first that is filled."""
    if obj is None or obj == "":
        return ""
    order = [words.current_language(), *(code for code, _ in settings.LANGUAGES)]
    found = (_member(obj, f"{stem}_{code[:2]}") for code in order)
    return next((str(text) for text in found if text), "")


@register.filter
def name(obj: Any) -> str:
    """An object's name in the visitor's language, else what it calls itself."""
    return field(obj, "name") or ("" if obj is None else str(obj))


@register.simple_tag
def name_of(obj: Any) -> str:
    return name(obj)


def _member(obj: Any, key: str) -> Any:
    return obj.get(key) if isinstance(obj, Mapping) else getattr(obj, key, None)


@register.simple_tag
def today() -> date:
    """The day on which a page is printed, in the city's own time."""
    return timezone.localdate()


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """A line icon: decoration, or with a label a picture with a meaning."""
    return _icon(name, str(label))


@lru_cache(maxsize=512)
def _icon(name: str, label: str) -> SafeString:
    # The drawings are our own constants, never input.
    drawing = mark_safe(ICONS.get(name, ICONS[FALLBACK]))  # noqa: S308 -- our own drawings
    role = format_html('role="img" aria-label="{}"', label) if label else SafeString('aria-hidden="true"')
    return format_html('<svg class="icon" viewBox="0 0 24 24" {}>{}</svg>', role, drawing)


@register.simple_tag
def badge(text: str, tone: str = "muted") -> SafeString:
    return format_html('<span class="badge {}">{}</span>', tone, text)


@register.inclusion_tag("ui/alert.html")
def alert(text: str, tone: str = "info") -> dict[str, Any]:
    icons = {"good": "check", "warn": "alert", "bad": "alert"}
    return {"text": text, "tone": tone, "icon": icons.get(tone, "info")}


@register.inclusion_tag("ui/stat.html")
def stat(value: Any, label: str, href: str = "", source: str = "") -> dict[str, Any]:
    """A number with what it counts, where it comes from and the way to its rows."""
    shown = words.number(value) if isinstance(value, int | float) else value
    return {"value": shown, "label": label, "href": href, "source": source}


@register.inclusion_tag("ui/progress.html")
def progress(done: int, total: int, label: str = "") -> dict[str, Any]:
    return {"done": done, "total": total, "label": label, "bar_total": max(total, 1)}


@register.inclusion_tag("ui/empty_state.html")
def empty_state(icon: str, title: str, text: str = "", href: str = "", label: str = "") -> dict[str, Any]:
    return {"icon": icon, "title": title, "text": text, "href": href, "label": label}


@register.inclusion_tag("ui/pagination.html", takes_context=True)
def pagination(context: Context, page: Page[Any]) -> dict[str, Any]:
    return {
        "request": context["request"],
        "page": page,
        "numbers": list(page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)),
    }


@register.simple_tag
def crumbs(*pairs: Any) -> SafeString:
    """Labels (words, or rows that say what they are) and their addresses in turn; the last, without one, is this page.

    Most pages have it: drawn by hand.
    """
    steps = "".join(
        f'<li><a href="{escape(href)}">{escape(str(label))}</a></li>'
        if href
        else f'<li><span aria-current="page">{escape(str(label))}</span></li>'
        for label, href in zip(pairs[::2], pairs[1::2], strict=True)
    )
    said = escape(gettext("Where you are"))
    return mark_safe(f'<nav class="crumbs" aria-label="{said}"><ol>{steps}</ol></nav>')  # noqa: S308 -- escaped


@register.inclusion_tag("ui/table_head.html")
def table_head(*labels: str) -> dict[str, Any]:
    """The head of a table; a "#" before a label puts its column of numbers to the right."""
    pairs = zip(("", *labels), labels, strict=False)
    return {"columns": [(label, before == "#") for before, label in pairs if label != "#"]}


@register.inclusion_tag("ui/tabs.html")
def tabs(items: Iterable[tuple[str, str, bool]], label: str = "") -> dict[str, Any]:
    return {"items": items, "label": label}


@register.inclusion_tag("ui/steps.html")
def steps(labels: Sequence[str], current: int) -> dict[str, Any]:
    return {"steps": list(enumerate(labels, start=1)), "current": current}


@register.simple_tag(takes_context=True)
def nav_link(
    context: Context, href: str, label: str, icon: str = "", *, exact: bool = False, apart: str = "", also: str = ""
) -> SafeString:
    """One `<li>`; lit on its page and the pages below, except those below `apart`, which have a link of their own.

    An exact link is lit in the folders named in `also` too.
    """
    path = getattr(context.get("request"), "path", "")
    below = tuple(f"{href}{folder}/" for folder in also.split()) if exact else (href,)
    here = path == href or (bool(href and below) and path.startswith(below) and not (apart and path.startswith(apart)))
    current = ' aria-current="page"' if path == href else ' aria-current="true"' if here else ""
    drawing = _icon(icon, "") if icon else ""
    return mark_safe(f'<li><a href="{escape(href)}"{current}>{drawing}{escape(str(label))}</a></li>')  # noqa: S308 -- escaped


@register.simple_block_tag
def nav_group(content: str, label: str) -> SafeString:
    """Links under a heading of their own; nothing at all for whoever may follow none of them."""
    if "<li" not in content:
        return SafeString()
    return format_html('<li class="desk-group"><span>{}</span><ul>{}</ul></li>', label, content)


@register.simple_tag
def front_page() -> str:
    """The first page in the visitor's language; the default language has no prefix."""
    language = words.current_language()
    return "/" if language == settings.LANGUAGE_CODE else f"/{language}/"


def _in_language(address: str, code: str) -> str:
    """The same address in another language: every page stands under its language's prefix, the first one under none.

    Finding the view and building its address anew would say the same, at twenty times the cost.
    """
    current = words.current_language()
    bare = address if current == settings.LANGUAGE_CODE else address.removeprefix(f"/{current}") or "/"
    return bare if code == settings.LANGUAGE_CODE else f"/{code}{bare}"


@register.simple_tag(takes_context=True)
def language_links(context: Context) -> SafeString:
    """This very page in each other language."""
    request = context.get("request")
    address, current = request.get_full_path() if request else "/", words.current_language()
    links = "".join(
        f'<li><a href="{escape(_in_language(address, code))}" lang="{code}" hreflang="{code}">{drawn}</a></li>'
        for code, drawn in _languages()
        if code != current
    )
    return mark_safe(f'<ul class="languages">{links}</ul>')  # noqa: S308 -- escaped


@lru_cache(maxsize=1)
def _languages() -> tuple[tuple[str, str], ...]:
    """Each language's code, and its own name for itself beside the sign."""
    sign = _icon("language", "")
    return tuple((code, f"{sign}{escape(get_language_info(code)['name_local'])}") for code, _ in settings.LANGUAGES)


@register.inclusion_tag("ui/field.html", name="field")
def field_tag(bound: BoundField, label: str = "") -> dict[str, Any]:
    """A form field with its label, help and errors tied together for screen readers."""
    kind = getattr(bound.field.widget, "input_type", "")
    return {"field": bound, "label": label or bound.label, "is_checkbox": kind == "checkbox" and not bound.use_fieldset}


@register.inclusion_tag("ui/fields.html")
def fields(form: BaseForm) -> dict[str, Any]:
    return {"form": form}


@register.inclusion_tag("ui/form_errors.html")
def form_errors(form: BaseForm) -> dict[str, Any]:
    return {"form": form, "faulty": [bound for bound in form if bound.errors] if form.is_bound else []}


@register.inclusion_tag("ui/bar_chart.html")
def bar_chart(rows: Iterable[tuple[str, float | None]], title: str, unit: str = "", source: str = "") -> dict[str, Any]:
    """Bars in a table: the chart is its own table of numbers."""
    return {"bars": charts.bars(rows), "title": title, "unit": unit, "source": source}


@register.inclusion_tag("ui/area_map.html")
def area_map(
    areas: Iterable[tuple[str, Mapping[str, Any]]],
    markers: Iterable[tuple[float, float, str, str]] = (),
    title: str = "",
) -> dict[str, Any]:
    return {"map": maps.draw(areas, markers), "title": title}
