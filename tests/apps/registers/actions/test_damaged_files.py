"""Damaged files: none crashes, none writes half, each says where. The benchmark `register_fuzz` runs thousands."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone

from cast import Cast
from factories.damage import damaged
from mueang.apps.registers.actions import confirm_run, stage_run
from mueang.apps.registers.errors import RegisterRefused
from mueang.apps.registers.models import ImportRun, Pupil, PupilYear, RegisterPage, Schooling
from mueang.apps.registers.queries import run_page

pytestmark = pytest.mark.django_db
N = 200


def counted() -> tuple[int, ...]:
    return tuple(table.objects.count() for table in (Pupil, Schooling, RegisterPage, PupilYear))


def test_damaged_files_are_refused_or_taken_with_a_report(cast: Cast, schools, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda: date(2026, 12, 1))
    n_refused = n_taken = n_told = half_written = 0

    for kind, name, data in damaged(N):
        before = counted()
        try:
            run = stage_run(
                city=cast.city, school=schools.own, kind=kind, school_year=2026, file_name=name, data=data, actor=None
            )
            confirm_run(run=run, actor=None)
        except RegisterRefused as refusal:
            n_refused += 1
            half_written += counted() != before or not refusal.sentence
            continue
        n_taken += 1
        page = run_page(ImportRun.objects.get(pk=run.pk))
        n_told += page.n_notes > 0
        assert all(line.what for line in page.notes)
        assert [line.what for line in page.notes if not line.where.strip()] == []

    assert half_written == 0
    assert n_refused + n_taken == N
    assert min(n_refused, n_taken, n_told) > N // 20
