"""The folder of backups: pieces sealed under names that only the key gives, and lists of pieces by moment.

Nothing is changed in place. A piece or a list is written aside, forced to the disk and then renamed, and a list comes
after every piece it names: whatever is interrupted leaves pieces that no list names, never a list that lacks one.
"""

from __future__ import annotations

import fcntl
import hmac
import json
import os
import secrets
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mueang.lib.backups.key import BackupKey

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

FORMAT = 1
_HEADER, _PIECES, _LISTS, _ENDING = "mueang-backup.json", "pieces", "backups", ".backup"
_ERASURES = "erasures"
_NAME, _NONCE_BYTES = "%Y-%m-%dT%H-%M-%S.%fZ", 12


class StoreUnfit(Exception):
    """The folder cannot be used: no backups, another key's, another format, or somebody else is writing."""


class PieceBroken(Exception):
    """A piece or a list is missing or is not what was written."""


class Store:
    """One folder of backups under one key."""

    def __init__(self, folder: Path, key: BackupKey) -> None:
        self.folder = folder
        self.key = key
        self.written_bytes = 0
        self._touched: set[Path] = set()

    @classmethod
    def open(cls, folder: Path, key: BackupKey) -> Store:
        """A folder that holds backups of this key. Raises StoreUnfit in words."""
        try:
            header = json.loads((folder / _HEADER).read_text(encoding="ascii"))
        except (OSError, ValueError):
            raise StoreUnfit(f"{folder} holds no backups of Mueang (or the disk it lies on is not there)") from None
        if header.get("format") != FORMAT:
            raise StoreUnfit(f"{folder} was written by a newer Mueang: install that one first")
        if header.get("key") != key.mark:
            raise StoreUnfit(f"{folder} was made with key {header.get('key')}, and this is key {key.mark}")
        return cls(folder, key)

    @classmethod
    def found_or_new(cls, folder: Path, key: BackupKey) -> Store:
        """As `open`; an empty or missing folder becomes one. A folder of other things is left alone."""
        if (folder / _HEADER).exists():
            return cls.open(folder, key)
        folder.mkdir(parents=True, exist_ok=True)
        if any(name not in {"lost+found", ".writing"} for name in os.listdir(folder)):  # noqa: PTH208 -- names only
            raise StoreUnfit(f"{folder} holds other things: name an empty folder")
        for name in (_PIECES, _LISTS):
            (folder / name).mkdir(exist_ok=True)
        header = json.dumps({"format": FORMAT, "key": key.mark, "what": "encrypted backups of Mueang"})
        write_whole(folder / _HEADER, header.encode())
        sync_folder(folder)
        return cls(folder, key)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """One writer at a time; raises StoreUnfit where another is at work. A process that ends lets go."""
        with (self.folder / ".writing").open("w") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise StoreUnfit(f"another backup is being written to {self.folder}") from None
            self._sweep()
            yield

    # Pieces

    @cached_property
    def known(self) -> set[str]:
        """The names of all pieces that are there."""
        return {path.name for path in (self.folder / _PIECES).glob("??/*") if len(path.name) == 64}

    def put(self, data: bytes) -> str:
        """Keep a piece, unless it is there already; the name by which it is found again."""
        name = hmac.digest(self._naming, data, "sha256").hex()
        if name not in self.known:
            path = self._path(name)
            path.parent.mkdir(exist_ok=True)
            self._touched |= {path.parent, path.parent.parent}
            self.written_bytes += write_whole(path, self._sealed(data, name))
            self.known.add(name)
        return name

    def get(self, name: str) -> bytes:
        """What was put. Raises PieceBroken."""
        try:
            data = self._opened(self._path(name).read_bytes(), name)
        except OSError:
            raise PieceBroken(f"piece {name[:12]} cannot be read") from None
        if not hmac.compare_digest(hmac.digest(self._naming, data, "sha256").hex(), name):
            raise PieceBroken(f"piece {name[:12]} is not what its name says")
        return data

    def set_aside(self, name: str) -> None:
        """Take a broken piece out of the way, so that the next backup writes it anew."""
        with suppress(OSError):
            self._path(name).rename(self._path(name).with_suffix(".broken"))
        self.known.discard(name)

    def remove(self, names: set[str]) -> int:
        """Remove pieces that no list names; how many."""
        for name in names:
            self._path(name).unlink(missing_ok=True)
            self.known.discard(name)
        return len(names)

    # Lists

    def moments(self) -> list[datetime]:
        """When backups were made, the oldest first."""
        found = []
        for path in (self.folder / _LISTS).glob(f"*{_ENDING}"):
            with suppress(ValueError):
                found.append(datetime.strptime(path.name.removesuffix(_ENDING), _NAME).replace(tzinfo=UTC))
        return sorted(found)

    def write_list(self, at: datetime, told: dict[str, Any]) -> None:
        """The last word of a backup: from here on it is one."""
        for folder in self._touched:
            sync_folder(folder)
        self._touched.clear()
        path = self._list(at)
        data = json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
        self.written_bytes += write_whole(path, self._sealed(data, path.name))
        sync_folder(path.parent)

    def read_list(self, at: datetime) -> dict[str, Any]:
        path = self._list(at)
        try:
            told: dict[str, Any] = json.loads(self._opened(path.read_bytes(), path.name))
        except OSError:
            raise PieceBroken(f"the list {path.name} cannot be read") from None
        return told

    def remove_list(self, at: datetime) -> None:
        self._list(at).unlink(missing_ok=True)
        sync_folder(self.folder / _LISTS)

    def _list(self, at: datetime) -> Path:
        return self.folder / _LISTS / (at.astimezone(UTC).strftime(_NAME) + _ENDING)

    def _path(self, name: str) -> Path:
        return self.folder / _PIECES / name[:2] / name

    def _sweep(self) -> None:
        """What an interrupted writer left aside."""
        for pattern in (".draft-*", f"{_LISTS}/.draft-*", f"{_PIECES}/??/.draft-*"):
            for path in self.folder.glob(pattern):
                path.unlink(missing_ok=True)

    # Erasures

    def write_erasures(self, lines: list[str]) -> None:
        """Replace the journal of erasures, which is of all backups."""
        path = self.folder / _ERASURES
        self.written_bytes += write_whole(path, self._sealed("\n".join(lines).encode(), _ERASURES))
        sync_folder(self.folder)

    def read_erasures(self) -> list[str] | None:
        """Its lines; None where there is none. Raises PieceBroken."""
        try:
            sealed = (self.folder / _ERASURES).read_bytes()
        except FileNotFoundError:
            return None
        except OSError:
            raise PieceBroken("the journal of erasures cannot be read") from None
        return self._opened(sealed, _ERASURES).decode().splitlines()

    # Seals

    @cached_property
    def _naming(self) -> bytes:
        return self.key.derived("names")

    @cached_property
    def _cipher(self) -> AESGCM:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # 8 MB where nothing is sealed

        return AESGCM(self.key.derived("seal"))

    def _sealed(self, data: bytes, name: str) -> bytes:
        """Packed and encrypted (AES-256-GCM, fresh nonce), bound to the name it lies under."""
        nonce = secrets.token_bytes(_NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, zlib.compress(data, 6), name.encode())

    def _opened(self, sealed: bytes, name: str) -> bytes:
        from cryptography.exceptions import InvalidTag  # as above

        nonce, cipher_text = sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:]
        try:
            return zlib.decompress(self._cipher.decrypt(nonce, cipher_text, name.encode()))
        except (InvalidTag, ValueError, zlib.error):
            raise PieceBroken(f"{name[:32]} was changed or is cut short") from None


def write_whole(path: Path, data: bytes, *, mode: int = 0o600) -> int:
    """Write a file so that it is there whole or not at all, on the disk and not only in memory; its length."""
    draft = path.with_name(f".draft-{secrets.token_hex(8)}")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    return len(data)


def sync_folder(folder: Path) -> None:
    """Force names in a folder to the disk, where its file system can."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        with suppress(OSError):
            os.fsync(handle)
    finally:
        os.close(handle)
