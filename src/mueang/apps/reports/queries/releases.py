"""Releases as the desk, the public and machines read them, and the figures a release would hold."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Max, Min, Prefetch, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from mueang.apps.indicators.models import Observation
from mueang.apps.network.models import City
from mueang.apps.reports.enums import LICENCE, LICENCE_NAME, LICENCE_URL
from mueang.apps.reports.models import Release, ReleasedFigure, ReleaseFile
from mueang.apps.reports.queries.withholding import Line, withheld
from mueang.apps.reports.rules import public_figures, public_releases
from mueang.methods.small_cells import LEAST_SHOWN
from mueang.standards.datapackage import DataFile, DataSet

VALUES = ("value", "numerator", "denominator", "lower", "upper")
ABOUT_TH = (
    "ตัวเลขของเมืองตามทะเบียนตัวชี้วัด แต่ละตัวมีระดับพื้นที่ ช่วงเวลา แหล่งที่มา และวิธีได้มา ตัวเลขของอำเภอ จังหวัด หรือประเทศไม่ใช่ตัวเลขของเมือง"
)
ABOUT_EN = (
    "The city's figures as its register holds them, each with its level, period, source and method. "
    "A figure of the district, province or nation is not the city's."
)
METHOD_TH = (
    f"ปกปิดจำนวนคน 1 ถึง {LEAST_SHOWN - 1} คน และตัวเลขอื่นที่ทำให้คำนวณย้อนกลับได้ "
    "รวมถึงเมื่อเทียบกับชุดที่เผยแพร่ก่อนหน้า ตัวเลขที่ปกปิดยังมีบรรทัดอยู่แต่ไม่มีค่า (withheld = true)"
)
METHOD_EN = (
    f"Counts of 1 to {LEAST_SHOWN - 1} people are withheld, and whatever would let them be worked out, "
    "by comparing with earlier versions too. A withheld figure keeps its line without a value (withheld = true)."
)


@dataclass(frozen=True, slots=True)
class ReleasePage:
    """A release with its files and what it says, line by line."""

    release: Release
    files: list[ReleaseFile]
    figures: list[ReleasedFigure]
    newest: int


def figures_to_release(city: City) -> list[ReleasedFigure]:
    """Every standing figure as the next release would give it, unsaved; three SQL statements."""
    rows = list(
        Observation.objects.standing()
        .filter(city=city)
        .select_related("indicator", "neighbourhood")
        .order_by("indicator__position", "indicator__code", "level", "neighbourhood__name_th", "-period_to", "pk")
    )
    told = [_figure(row, position) for position, row in enumerate(rows, 1)]
    before: defaultdict[int, list[Line]] = defaultdict(list)
    for row in ReleasedFigure.objects.filter(release__city=city).order_by("release__number", "position"):
        before[row.release_id].append(line_of(row))
    lines = [
        replace(line_of(one), counts_things=row.indicator.counts_things) for one, row in zip(told, rows, strict=True)
    ]
    for place in withheld(lines, earlier=list(before.values())):
        told[place].is_withheld = True
        for name in VALUES:
            setattr(told[place], name, None)
    return told


def line_of(row: ReleasedFigure) -> Line:
    return Line(
        indicator=row.indicator,
        period=(row.period_from, row.period_to),
        level=row.level,
        community=row.community,
        unit=row.unit,
        value=row.value,
        numerator=row.numerator,
        denominator=row.denominator,
    )


def _figure(row: Observation, position: int) -> ReleasedFigure:
    community = row.neighbourhood
    return ReleasedFigure(
        position=position,
        observation=row.uuid,
        indicator=row.indicator.code,
        indicator_th=row.indicator.name_th,
        indicator_en=row.indicator.name_en,
        unit=row.indicator.unit,
        level=row.level,
        community=community.uuid if community else None,
        community_th=community.name_th if community else "",
        community_en=community.name_en if community else "",
        period_from=row.period_from,
        period_to=row.period_to,
        method=row.method,
        completeness_percent=row.completeness_percent,
        source=row.source,
        recorded_on=timezone.localdate(row.recorded_at),
        **{name: getattr(row, name) for name in VALUES},
    )


def releases_of(city: City) -> list[Release]:
    """All versions, the newest first, with their files but not what is in them: two SQL statements."""
    return list(_with_files(public_releases(city)))


def release_page(*, city: City, number: int) -> ReleasePage | None:
    """One version; a withdrawn one without files and figures. Four SQL statements."""
    release = _with_files(public_releases(city)).filter(number=number).first()
    if release is None:
        return None
    stands = release.withdrawn_at is None
    newest = public_releases(city).standing().order_by("-number").values_list("number", flat=True).first()
    return ReleasePage(
        release=release,
        files=list(release.files.all()) if stands else [],
        figures=list(release.figures.all()) if stands else [],
        newest=newest or 0,
    )


def _with_files(rows: QuerySet[Release]) -> QuerySet[Release]:
    files = Prefetch("files", ReleaseFile.objects.defer("content"))
    covered = {"covers_from": Min("figures__period_from"), "covers_to": Max("figures__period_to")}
    return rows.select_related("city").annotate(**covered).prefetch_related(files).order_by("-number")


def release_file(*, city: City, number: int, name: str) -> ReleaseFile | None:
    """One file of a version that stands; one SQL statement."""
    rows = ReleaseFile.objects.filter(release__in=public_releases(city).standing(), release__number=number, name=name)
    return rows.first()


def newest_figures(*, city: City, **filters: Any) -> QuerySet[ReleasedFigure]:
    """Figures of the newest version that stands, narrowed by the fields named."""
    newest = public_releases(city).standing().order_by("-number").values("pk")[:1]
    chosen = {name: value for name, value in filters.items() if value not in {None, ""}}
    return public_figures(city).filter(release__in=list(newest.values_list("pk", flat=True)), **chosen)


def address_of(city: City, number: int | None = None, name: str = "") -> str:
    """The address of the city's releases, of a version or of one of its files, in the installation's language."""
    with override(settings.LANGUAGE_CODE):
        if number is None:
            return settings.BASE_URL + reverse("public:releases", args=[city.slug])
        if name:
            return settings.BASE_URL + reverse("public:release_file", args=[city.slug, number, name])
        return settings.BASE_URL + reverse("public:release", args=[city.slug, number])


def data_set(
    *, city: City, number: int, previous: int | None, on: date, covers: tuple[date, date], files: Sequence[DataFile]
) -> DataSet:
    """What every description of the version says."""
    return DataSet(
        name=f"{city.slug}-figures-v{number}",
        url=address_of(city, number),
        titles=(
            ("th", f"ตัวเลขของ{city.name_th} ฉบับที่ {number}"),
            ("en", f"Figures of {city.name_en}, version {number}"),
        ),
        abouts=(("th", _invented(city, "th") + ABOUT_TH), ("en", _invented(city, "en") + ABOUT_EN)),
        methods=(("th", METHOD_TH), ("en", METHOD_EN)),
        version=f"{number}.0.0",
        previous_url=address_of(city, previous) if previous else "",
        publishers=(("th", city.name_th), ("en", city.name_en)),
        published_on=on,
        covers=covers,
        area=city.name_en,
        licence=LICENCE,
        licence_name=LICENCE_NAME,
        licence_url=LICENCE_URL,
        keywords=("learning city", "lifelong learning", "indicators", "Thailand"),
        files=tuple(files),
    )


def _invented(city: City, language: str) -> str:
    if not city.is_invented:
        return ""
    return "ข้อมูลสมมุติของเมืองตัวอย่าง " if language == "th" else "Invented data of an example city. "


def data_set_of(release: Release, *, previous: int | None) -> DataSet:
    """A published version as the catalog describes it, as `releases_of` gives it."""
    files = [
        DataFile(
            file.name, address_of(release.city, release.number, file.name), file.media_type, file.n_bytes, file.digest
        )
        for file in release.files.all()
    ]
    covers = (release.covers_from, release.covers_to)  # type: ignore[attr-defined]  # of _with_files
    on = timezone.localdate(release.published_at)
    return data_set(city=release.city, number=release.number, previous=previous, on=on, covers=covers, files=files)
