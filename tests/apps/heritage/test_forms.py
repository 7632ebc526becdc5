"""What may be typed about heritage."""

import pytest
from django import forms
from django.utils import timezone

from factories.heritage import NameConsentFactory
from factories.rows import HeritageItemFactory, PlaceFactory
from mueang.apps.heritage.forms import FilterForm, HolderForm, ItemForm, YearField, item_initial


@pytest.mark.parametrize("typed", ["2562", "2019", "๒๕๖๒", "พ.ศ. 2562", "พ.ศ.๒๕๖๒", " 2562 ", "ค.ศ. 2019"])
def test_a_year_of_either_era_is_the_same_year(typed):
    assert YearField().clean(typed) == 2019


@pytest.mark.parametrize("typed", ["", "62", "25620", "นานมาแล้ว", "1500", "3109", "²⁵⁶²", "-2562"])
def test_a_year_that_cannot_be_is_refused(typed):
    with pytest.raises(forms.ValidationError):
        YearField().clean(typed)


def test_a_year_to_come_is_refused():
    with pytest.raises(forms.ValidationError):
        YearField().clean(str(timezone.localdate().year + 1))


def test_an_item_offers_the_citys_own_places_and_goes_back_and_forth(cast):
    here, there = PlaceFactory(city=cast.city), PlaceFactory(city=cast.elsewhere)
    item = HeritageItemFactory(city=cast.city, place=here)

    typed = {key: value for key, value in item_initial(item).items() if value}
    form = ItemForm(typed, city=cast.city)

    assert form.is_valid(), form.errors
    assert form.details()["place"] == here
    assert not ItemForm({**typed, "place": there.slug}, city=cast.city).is_valid()
    assert item_initial(HeritageItemFactory(city=cast.city))["place"] is None


def test_a_filter_that_is_not_understood_filters_nothing():
    assert FilterForm({"category": "x", "shown": "y", "words": "z"}).chosen() == {
        "words": "z",
        "category": "",
        "shown": "",
    }


def test_nobody_is_named_without_a_consent_however_the_form_is_sent(db):
    without = HolderForm({"willingness": "willing", "is_named": "on"}, consent=None)
    consent = NameConsentFactory()
    with_consent = HolderForm({"willingness": "willing", "is_named": "on"}, consent=consent)

    assert without.is_valid()
    assert without.chosen_consent() is None
    assert with_consent.is_valid()
    assert with_consent.chosen_consent() == consent
