"""The key of backups: made once, written on paper, typed back."""

import pytest

from mueang.lib.backups.key import KeyUnreadable, key_in, new_key, read_key, write_key


def test_a_key_typed_from_paper_is_the_key_whatever_the_spacing_and_the_usual_mistakes():
    key = new_key()
    written = key.written()
    typed = written.lower().replace("-", " ").replace("mueang backup 1", "")

    assert read_key(written) == read_key(typed) == key
    assert (
        read_key(written.removeprefix("mueang-backup-1 ").replace("O", "0").replace("I", "1").replace("B", "8")) == key
    )


def test_one_wrong_letter_is_noticed():
    written = new_key().written()
    place = len(written) - 20
    wrong = written[:place] + ("A" if written[place] not in "A-" else "C") + written[place + 1 :]

    for text in (wrong, "", "mueang-backup-1", "ภาษาไทย", written[:-8]):
        with pytest.raises(KeyUnreadable):
            read_key(text)


def test_a_key_file_is_its_owners_alone_and_never_overwritten(tmp_path):
    key, path = new_key(), tmp_path / "apart" / "key"
    write_key(key, path)

    with pytest.raises(FileExistsError):
        write_key(new_key(), path)
    assert key_in(path) == key
    assert path.stat().st_mode & 0o077 == 0


def test_a_key_shown_in_a_message_gives_nothing_away():
    key = new_key()

    assert key.secret.hex() not in repr(key)
    assert key.mark == read_key(key.written()).mark != new_key().mark
