"""Faces on the roll of today: drawings of nobody, of a few who agreed; the others are initials."""

from __future__ import annotations

import io

from PIL import Image, ImageDraw

from mueang.apps.catalog.models import Offering
from mueang.apps.enrollment.actions import keep_face, show_faces
from mueang.apps.enrollment.models import Enrollment
from mueang.apps.people.actions import AGE_OF_OWN_CONSENT
from mueang.apps.people.queries import givers_of
from mueang.demo.city import Demo

# Ground, hair, skin, clothes.
COLOURS = (
    ("#e6eaf7", "#2b2008", "#e0ac7e", "#27408b"),
    ("#fdf0cf", "#3b2a1a", "#c68b5d", "#1e6638"),
    ("#e1f0e0", "#15110d", "#d79b6c", "#a12b1d"),
    ("#fbe7e0", "#4a3320", "#edbe94", "#7d4f00"),
    ("#ece4f5", "#1d1712", "#b97a4e", "#5a3a86"),
    ("#dff1f4", "#30241a", "#dba677", "#1c2a5e"),
)


def add_faces(demo: Demo, offering: Offering) -> None:
    show_faces(offering=offering, is_on=True, actor=demo.manager)
    rows = Enrollment.objects.filter(offering=offering).select_related(
        "person__city", "person__merged_into", "offering__city", "offering__place__city"
    )
    old_enough = [row for row in rows.order_by("pk") if (row.person.age_on(demo.today) or 0) >= AGE_OF_OWN_CONSENT]
    for row, colours in zip(old_enough, COLOURS, strict=False):
        keep_face(enrollment=row, picture=_drawn(colours), agreed=givers_of(row.person)[0], actor=demo.manager)


def _drawn(colours: tuple[str, str, str, str]) -> bytes:
    ground, hair, skin, clothes = colours
    picture = Image.new("RGB", (320, 320), ground)
    draw = ImageDraw.Draw(picture)
    draw.pieslice((40, 220, 280, 460), 180, 360, fill=clothes)
    draw.rectangle((138, 190, 182, 240), fill=skin)
    draw.ellipse((84, 52, 236, 216), fill=hair)
    draw.ellipse((98, 78, 222, 222), fill=skin)
    for x in (132, 180):
        draw.ellipse((x, 138, x + 10, 150), fill=hair)
    draw.arc((136, 158, 184, 194), 20, 160, fill=hair, width=5)
    written = io.BytesIO()
    picture.save(written, "PNG")
    return written.getvalue()
