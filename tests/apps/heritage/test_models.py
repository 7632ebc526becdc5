"""What is true of one row of heritage."""

import pytest
from django.db import IntegrityError, transaction

from factories.heritage import HolderFactory, LineageFactory
from factories.rows import HeritageItemFactory


def test_rows_call_themselves_by_name_or_number(db):
    holder, lineage = HolderFactory(), LineageFactory()

    assert str(HeritageItemFactory(name_th="ข้าวยำ")) == "ข้าวยำ"
    assert str(holder) == f"{holder.item_id}:{holder.person_id}"
    assert str(lineage) == f"{lineage.teacher_id}→{lineage.learner_id}"


@pytest.mark.parametrize("flag", ["is_sacred", "is_family_secret"])
def test_the_database_itself_never_shows_what_is_sacred_or_secret(db, flag):
    item = HeritageItemFactory(is_published=True)
    setattr(item, flag, True)

    with pytest.raises(IntegrityError, match="never_published"), transaction.atomic():
        item.save()
