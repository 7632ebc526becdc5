"""Damaged lists of ministries: none crashes, none is taken by half, each says where. `register_fuzz` runs thousands."""

import pytest

from cast import Cast
from factories.damaged_lists import damaged_lists
from mueang.apps.support.actions.registry import confirm_list, read_list, upload_list
from mueang.apps.support.errors.registry import NoList
from mueang.apps.support.models.concerns import Concern
from mueang.apps.support.models.registry import RegistryList

pytestmark = pytest.mark.django_db
N = 200


def test_damaged_lists_are_refused_or_taken_line_by_line(cast: Cast) -> None:
    n_refused = n_taken = n_told = half_taken = 0

    for name, data in damaged_lists(N):
        before = Concern.objects.count(), RegistryList.objects.count()
        try:
            row = upload_list(city=cast.city, data=data, file_name=name, actor=cast.case_supervisor)
        except NoList as refusal:
            n_refused += 1
            half_taken += (Concern.objects.count(), RegistryList.objects.count()) != before or not refusal.sentence
            continue
        n_taken += 1
        lines = read_list(row=row, actor=cast.case_supervisor)
        problems = [line for line in lines if line.problem]
        n_told += bool(problems)
        assert all(line.row > 0 for line in problems)
        row = confirm_list(row=row, actor=cast.case_supervisor)
        assert Concern.objects.count() - before[0] == row.n_new == sum(line.is_taken for line in lines)
        assert row.n_new + row.n_known + row.n_unread == len(lines)
        again = upload_list(city=cast.city, data=data, file_name=name, actor=cast.case_supervisor)
        assert confirm_list(row=again, actor=cast.case_supervisor).n_new == 0

    assert half_taken == 0
    assert n_refused + n_taken == N
    assert min(n_refused, n_taken, n_told) > N // 20
