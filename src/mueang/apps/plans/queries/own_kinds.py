"""The kinds of evidence that rows of this house give: what was held, completed, awarded, recorded and measured."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Exists, OuterRef
from django.utils import timezone

from mueang.apps.accounts.enums import Permission
from mueang.apps.catalog.enums import SessionState
from mueang.apps.catalog.models import Offering, Session
from mueang.apps.credentials.models import Award
from mueang.apps.enrollment.enums import EnrollmentState
from mueang.apps.enrollment.models import Enrollment, RollCall
from mueang.apps.heritage.models import HeritageItem
from mueang.apps.indicators.enums import Unit
from mueang.apps.indicators.models import Observation
from mueang.apps.network.models import City
from mueang.apps.plans.enums import EvidenceKind
from mueang.apps.plans.queries.evidence_kinds import (
    MOST_CHOICES,
    Choice,
    Counted,
    Kind,
    Row,
    between,
    listed,
    of_offering,
)
from mueang.apps.reports.models import Release
from mueang.apps.support.queries.counts import n_back_to_stay
from mueang.methods.thai import Period
from mueang.ui.words import thai_date

WHOLE_CITY = Choice(None, "ทั้งเมือง", "The whole city")


def _offerings(city: City, period: Period) -> list[Choice]:
    """What was offered in the period, the newest first, after all of it together."""
    rows = Offering.objects.filter(city=city).announced().select_related("program")
    rows = rows.filter(starts_on__lte=period.ends_on, ends_on__gte=period.starts_on).order_by("-starts_on", "pk")
    told = [
        Choice(row.uuid, row.program.name_th, row.program.name_en, thai_date(row.starts_on))
        for row in rows[:MOST_CHOICES]
    ]
    return [WHOLE_CITY, *told]


def _named(city: City, uuid: UUID | None) -> Counted:
    """What the rows belong to, not counted yet."""
    if uuid is None:
        return Counted(about_th=WHOLE_CITY.name_th, about_en=WHOLE_CITY.name_en)
    found = Offering.objects.filter(city=city, uuid=uuid).values_list("program__name_th", "program__name_en").first()
    return Counted(about_th=found[0], about_en=found[1]) if found else Counted(is_gone=True)


def _counted(city: City, uuid: UUID | None, n: int) -> Counted:
    about = _named(city, uuid)
    return about if about.is_gone else Counted(n, "", about.about_th, about.about_en)


def _held(city: City, uuid: UUID | None, period: Period):  # type: ignore[no-untyped-def]  # a queryset, named below
    """Sessions whose roll was called: what was only announced is no evidence."""
    first, last = between(period)
    rows = Session.objects.filter(offering__city=city, state=SessionState.PLANNED, starts_at__range=(first, last))
    called = RollCall.objects.filter(session=OuterRef("pk"))
    return of_offering(rows.filter(Exists(called)), uuid, path="offering")


def _sessions(city: City, uuid: UUID | None, period: Period) -> Counted:
    return _counted(city, uuid, _held(city, uuid, period).count())


def _session_rows(city: City, uuid: UUID | None, period: Period) -> list[Row]:
    rows = _held(city, uuid, period).select_related("offering__program")
    return listed(
        Row(
            str(row.uuid),
            timezone.localdate(row.starts_at),
            row.offering.program.name_th,
            row.offering.program.name_en,
        )
        for row in rows
    )


def _completed(city: City, uuid: UUID | None, period: Period):  # type: ignore[no-untyped-def]  # as above
    rows = Enrollment.objects.filter(offering__city=city, state=EnrollmentState.COMPLETED)
    return of_offering(rows.filter(ended_at__range=between(period)), uuid, path="offering")


def _completions(city: City, uuid: UUID | None, period: Period) -> Counted:
    """Each person once, however much they completed."""
    return _counted(city, uuid, _completed(city, uuid, period).order_by().values("person").distinct().count())


def _completion_rows(city: City, uuid: UUID | None, period: Period) -> list[Row]:
    rows = _completed(city, uuid, period).select_related("offering__program")
    return listed(
        Row(str(row.uuid), timezone.localdate(row.ended_at), row.offering.program.name_th, row.offering.program.name_en)
        for row in rows
    )


def _awarded(city: City, uuid: UUID | None, period: Period):  # type: ignore[no-untyped-def]  # as above
    rows = Award.objects.filter(achievement__issuer__city=city, revoked_at=None, awarded_at__range=between(period))
    return of_offering(rows, uuid, path="enrollment__offering")


def _awards(city: City, uuid: UUID | None, period: Period) -> Counted:
    return _counted(city, uuid, _awarded(city, uuid, period).count())


def _award_rows(city: City, uuid: UUID | None, period: Period) -> list[Row]:
    rows = _awarded(city, uuid, period).order_by().values_list("uuid", "awarded_at", "number")
    return listed(Row(str(key), timezone.localdate(at), number) for key, at, number in rows)


def _children(city: City, _uuid: UUID | None, period: Period) -> Counted:
    """The school terms that begin in the period, as the page of counts tells them: no span of days tells of few."""
    n = n_back_to_stay(city=city, since=period.starts_on, until=period.ends_on)
    return Counted(n, "", WHOLE_CITY.name_th, WHOLE_CITY.name_en)


def _heritage_items(city: City, period: Period):  # type: ignore[no-untyped-def]  # as above
    return HeritageItem.objects.filter(city=city, created_at__range=between(period)).public()


def _heritage(city: City, _uuid: UUID | None, period: Period) -> Counted:
    return Counted(_heritage_items(city, period).count(), "", WHOLE_CITY.name_th, WHOLE_CITY.name_en)


def _heritage_rows(city: City, _uuid: UUID | None, period: Period) -> list[Row]:
    rows = _heritage_items(city, period)
    return listed(Row(str(row.uuid), timezone.localdate(row.created_at), row.name_th, row.name_en) for row in rows)


def _figure(city: City, uuid: UUID | None, _period: Period) -> Counted:
    rows = Observation.objects.filter(city=city, withdrawn_at=None).select_related("indicator")
    row = rows.filter(uuid=uuid).first() if uuid else None
    if row is None:
        return Counted(is_gone=True)
    told = f"{row.value.normalize():f}" + ("%" if row.indicator.unit == Unit.PERCENT else "")
    return Counted(None, told, row.indicator.name_th[:300], row.indicator.name_en[:300])


def _figures(city: City, period: Period) -> list[Choice]:
    rows = Observation.objects.filter(city=city, withdrawn_at=None).select_related("indicator", "neighbourhood")
    rows = rows.filter(period_to__gte=period.starts_on, period_from__lte=period.ends_on).order_by("indicator", "pk")
    return [
        Choice(
            row.uuid,
            f"{row.indicator.name_th} {row.neighbourhood.name_th if row.neighbourhood else ''}".strip(),
            f"{row.indicator.name_en} {row.neighbourhood.name_en if row.neighbourhood else ''}".strip(),
            f"{row.value.normalize():f}",
        )
        for row in rows[:MOST_CHOICES]
    ]


def _release(city: City, uuid: UUID | None, _period: Period) -> Counted:
    row = Release.objects.filter(city=city, uuid=uuid, withdrawn_at=None).first() if uuid else None
    if row is None:
        return Counted(is_gone=True)
    return Counted(row.n_rows, "", f"ข้อมูลเปิด ฉบับที่ {row.number}", f"Open data, release {row.number}")


def _releases(city: City, period: Period) -> list[Choice]:
    rows = Release.objects.filter(city=city, withdrawn_at=None, published_at__range=between(period))
    return [
        Choice(row.uuid, f"ข้อมูลเปิด ฉบับที่ {row.number}", f"Open data, release {row.number}", row.change[:80])
        for row in rows[:MOST_CHOICES]
    ]


def _whole_city(_city: City, _period: Period) -> list[Choice]:
    return [WHOLE_CITY]


OWN = (
    Kind(EvidenceKind.SESSIONS, EvidenceKind.SESSIONS.label, "calendar", _sessions, _offerings, _session_rows),
    Kind(EvidenceKind.COMPLETIONS, EvidenceKind.COMPLETIONS.label, "users", _completions, _offerings, _completion_rows),
    Kind(EvidenceKind.AWARDS, EvidenceKind.AWARDS.label, "badge", _awards, _offerings, _award_rows),
    Kind(
        EvidenceKind.CHILDREN,
        EvidenceKind.CHILDREN.label,
        "heart",
        _children,
        _whole_city,
        None,
        Permission.SUPPORT_COUNT,
    ),
    Kind(EvidenceKind.HERITAGE, EvidenceKind.HERITAGE.label, "craft", _heritage, _whole_city, _heritage_rows),
    Kind(EvidenceKind.FIGURE, EvidenceKind.FIGURE.label, "chart", _figure, _figures, None),
    Kind(EvidenceKind.RELEASE, EvidenceKind.RELEASE.label, "download", _release, _releases, None),
)
