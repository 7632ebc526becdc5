"""What is sealed opens only where it belongs."""

import pytest
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from mueang.lib.sealed import SealBroken, _derived, keyed_hash, seal, unseal

SECRET = b"1234567890121"


def test_unseal_gives_back_what_was_sealed():
    sealed = seal(SECRET, purpose="national-id", bound_to="person-1")

    assert unseal(sealed, purpose="national-id", bound_to="person-1") == SECRET


def test_unseal_reads_the_memoryview_that_postgresql_returns():
    assert unseal(memoryview(seal(SECRET))) == SECRET


def test_sealing_twice_gives_different_bytes_that_hold_no_plain_text():
    first, second = seal(SECRET), seal(SECRET)

    assert first != second
    assert SECRET not in first


@pytest.mark.parametrize(
    ("purpose", "bound_to"), [("signing-key", "person-1"), ("national-id", "person-2"), ("national-id", "")]
)
def test_a_sealed_value_does_not_open_for_another_purpose_or_row(purpose, bound_to):
    sealed = seal(SECRET, purpose="national-id", bound_to="person-1")

    with pytest.raises(SealBroken) as refusal:
        unseal(sealed, purpose=purpose, bound_to=bound_to)

    assert SECRET.decode() not in str(refusal.value)


@pytest.mark.parametrize("at", [0, 1, 12, 13, 20, -1])
def test_one_changed_byte_breaks_the_seal(at):
    sealed = bytearray(seal(SECRET))
    sealed[at] ^= 1

    with pytest.raises(SealBroken):
        unseal(bytes(sealed))


@pytest.mark.parametrize("junk", [b"", b"\x01", b"\x01short", b"not sealed at all", b"\x02" + b"0" * 40])
def test_bytes_that_were_never_sealed_are_refused(junk):
    with pytest.raises(SealBroken):
        unseal(junk)


def test_another_secret_opens_nothing(settings):
    sealed, known_hash = seal(SECRET), keyed_hash("x", purpose="national-id")
    settings.FIELD_KEY = "another secret"

    with pytest.raises(SealBroken):
        unseal(sealed)
    assert keyed_hash("x", purpose="national-id") != known_hash


def test_keyed_hash_is_stable_and_differs_by_purpose():
    one = keyed_hash("1234567890121", purpose="national-id")

    assert one == keyed_hash("1234567890121", purpose="national-id")
    assert one != keyed_hash("1234567890121", purpose="ticket")
    assert len(one) == 64


@pytest.mark.parametrize(("secret", "use"), [("x" * 43, "seal:field"), ("กุญแจ", "hash:national-id"), ("k" * 100, "")])
def test_keys_are_derived_as_hkdf_derives_them(secret, use):
    """RFC 5869, by another hand: what was sealed years ago must open."""
    hkdf = HKDF(algorithm=SHA256(), length=32, salt=None, info=f"mueang:{use}".encode())

    assert _derived(secret, use) == hkdf.derive(secret.encode())


def test_after_a_rotation_what_the_old_key_sealed_opens_and_hashes_stay(settings):
    before, hashed = seal(SECRET, purpose="national-id"), keyed_hash("1234567890121", purpose="national-id")
    settings.FIELD_KEYS_BEFORE, settings.FIELD_KEY = [settings.FIELD_KEY], "a-new-key"

    assert unseal(before, purpose="national-id") == SECRET
    assert keyed_hash("1234567890121", purpose="national-id") == hashed
    after = seal(SECRET, purpose="national-id")
    settings.FIELD_KEY = settings.FIELD_KEYS_BEFORE.pop()
    with pytest.raises(SealBroken):
        unseal(after, purpose="national-id")
