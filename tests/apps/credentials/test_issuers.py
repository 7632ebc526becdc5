"""Issuers, their keys and the documents they publish."""

import pytest
from django.core.exceptions import PermissionDenied

from factories.credentials import make_issuer
from mueang.apps.credentials.actions import open_issuer, rotate_key
from mueang.apps.credentials.actions.issuers import signing_key
from mueang.apps.credentials.errors import NoSigningKey, SlugTaken
from mueang.apps.credentials.models import IssuerKey
from mueang.apps.credentials.queries import issuer_document, issuers_without_key

MAY_OPEN = {"officer", "manager"}


@pytest.mark.parametrize(
    "member", ["stranger", "learner", "keeper", "officer", "manager", "manager_elsewhere", "unit_officer", "auditor"]
)
def test_only_those_who_may_award_in_the_city_open_an_issuer(cast, member):
    def opened():
        return open_issuer(city=cast.city, slug="new", name_th="ก", name_en="A", actor=getattr(cast, member))

    if member in MAY_OPEN:
        assert opened().slug == "new"
    else:
        with pytest.raises(PermissionDenied):
            opened()


def test_an_issuers_address_is_used_once_in_the_whole_installation(cast):
    make_issuer(cast.elsewhere, slug="uni")

    with pytest.raises(SlugTaken):
        make_issuer(cast.city, slug="uni")


def test_private_keys_are_sealed_in_the_database(cast):
    issuer = make_issuer(cast.city)

    row, private = signing_key(issuer)

    assert private.private_bytes_raw() not in bytes(row.private_encrypted)
    assert row.public_multibase.startswith("z6Mk")


def test_a_rotated_key_stays_listed_with_the_moment_it_stopped_signing(cast):
    issuer = make_issuer(cast.city)
    old = issuer.keys.get()

    new = rotate_key(issuer=issuer, actor=cast.manager)

    document = issuer_document(issuer)
    listed = {method["publicKeyMultibase"]: method for method in document["verificationMethod"]}
    assert set(listed) == {old.public_multibase, new.public_multibase}
    assert "expires" in listed[old.public_multibase]
    assert "expires" not in listed[new.public_multibase]
    assert signing_key(issuer)[0] == new


def test_a_stranger_rotates_nothing(cast):
    issuer = make_issuer(cast.city)

    with pytest.raises(PermissionDenied):
        rotate_key(issuer=issuer, actor=cast.manager_elsewhere)

    assert issuer.keys.count() == 1


def test_an_issuer_without_a_key_is_found_and_cannot_sign(cast):
    issuer = make_issuer(cast.city)
    IssuerKey.objects.all().delete()

    assert issuers_without_key() == [issuer.slug]
    with pytest.raises(NoSigningKey):
        signing_key(issuer)
