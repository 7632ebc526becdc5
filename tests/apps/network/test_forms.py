"""What people type about partners."""

import pytest

from mueang.apps.network.forms import AgreementForm, ContributionForm, OrganizationForm, shown_amount


def contribution(**values):
    return ContributionForm({"kind": "hours", "what": "ครู", "promised": "40", **values})


@pytest.mark.parametrize(
    ("typed", "promised", "given"),
    [
        ({"promised": "๔๐"}, 40, 0),
        ({"promised": "1,200", "given": "7"}, 1200, 7),
        ({"kind": "money", "promised": "1,250.50", "given": "๕๐๐"}, 125050, 50000),
        ({"kind": "money", "promised": "0"}, 0, 0),
    ],
)
def test_amounts_are_read_as_people_write_them(typed, promised, given):
    form = contribution(**typed)

    assert form.is_valid(), form.errors
    assert (form.cleaned_data["promised"], form.cleaned_data["given"]) == (promised, given)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"promised": "1.5"}, "promised"),
        ({"promised": ""}, "promised"),
        ({"promised": "-3"}, "promised"),
        ({"promised": "สี่สิบ"}, "promised"),
        ({"promised": "99999999999999"}, "promised"),
        ({"promised": "NaN"}, "promised"),
        ({"given": "0.5"}, "given"),
        ({"kind": "gold"}, "kind"),
        ({"what": " "}, "what"),
        ({"due_on": "31/2/2569"}, "due_on"),
    ],
)
def test_amounts_that_cannot_be_are_refused_at_their_field(typed, field):
    form = contribution(**typed)

    assert not form.is_valid()
    assert field in form.errors


def test_amounts_are_shown_as_they_were_typed():
    assert shown_amount(kind="money", promised=125050) == "1250.50"
    assert shown_amount(kind="money", promised=50000) == "500"
    assert shown_amount(kind="hours", promised=40) == 40


def test_an_agreement_ends_after_it_was_signed():
    form = AgreementForm({"title": "MoU", "signed_on": "15/1/2569", "ends_on": "14/1/2569"})

    assert not form.is_valid()
    assert list(form.errors) == ["ends_on"]


def test_a_website_without_its_scheme_is_completed_and_a_script_refused():
    values = {"kind": "school", "name_th": "ก", "name_en": "A"}

    assert OrganizationForm({**values, "website": "example.org"}).data
    form = OrganizationForm({**values, "website": "example.org"})
    assert form.is_valid()
    assert form.cleaned_data["website"] == "https://example.org"
    assert not OrganizationForm({**values, "website": "javascript:alert(1)"}).is_valid()
