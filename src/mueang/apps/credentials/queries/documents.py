"""What awards, status lists and badge pictures say, before anybody signs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.text import Truncator

from mueang.apps.credentials.models import Achievement, Award, StatusList
from mueang.apps.credentials.queries.addresses import achievement_address, did_of, list_address
from mueang.standards import open_badges, status_list
from mueang.standards.bitstring import new_bits, with_bit

if TYPE_CHECKING:
    from mueang.apps.credentials.actions.signing import Draft

CREDIT_PLACES = 2


def badge_document(draft: Draft, status_list: StatusList, index: int) -> dict[str, Any]:
    """The award as an unsigned Open Badge. The learner's id is the award's own, so awards of one person do not link."""
    achievement = draft.achievement
    return open_badges.build(
        f"urn:uuid:{draft.uuid}",
        issuer=open_badges.Issuer(
            id=did_of(achievement.issuer),
            name=f"{achievement.issuer.name_th} · {achievement.issuer.name_en}",
            url=achievement.issuer.website or settings.BASE_URL,
        ),
        achievement=achievement_of(achievement),
        learner=open_badges.Learner(id=f"urn:uuid:{draft.uuid}#holder", name=draft.person.full_name),
        valid_from=draft.awarded_at,
        valid_until=draft.valid_until,
        credits_earned=credits_earned(draft),
        status=entry_of(status_list, index),
    )


def entry_of(row: StatusList, index: int) -> dict[str, str]:
    return status_list.entry(list_address(row), index=index)


def achievement_of(row: Achievement) -> open_badges.Achievement:
    """Both languages in one text: wallets show a single one."""
    return open_badges.Achievement(
        id=achievement_address(row),
        name=f"{row.name_th} · {row.name_en}",
        description=f"{row.description_th}\n\n{row.description_en}",
        criteria=f"{row.criteria_th}\n\n{row.criteria_en}",
        criteria_url=achievement_address(row),
        language="th",
        alignments=tuple(
            open_badges.Alignment(one.name, one.url, one.framework, one.code) for one in row.alignments.all()
        ),
    )


def credits_earned(draft: Draft) -> float | None:
    """The least the hours are worth by the credit rule; None where they are worth nothing."""
    if draft.completion is None:
        return None
    return float(draft.completion.credits.rounded(CREDIT_PLACES)[0]) or None


def list_bits(row: StatusList) -> bytes:
    bits = new_bits(row.n_bits)
    for index in row.revoked:
        bits = with_bit(bits, index=index)
    return bits


def badge_picture(award: Award) -> bytes:
    """The plain badge picture of an award, before the credential is baked in."""
    achievement = award.achievement
    words = {
        "name": Truncator(achievement.name_th).chars(34),
        "issuer": Truncator(achievement.issuer.name_th).chars(34),
    }
    return render_to_string("credentials/badge.svg", words).encode()
