"""A disk that fails as the kernel lets it: every write ends in an I/O error, or it is read-only at once, or full.

An ext4 of its own on a loop device over memory; root only. A seal on that memory refuses whatever the kernel writes
back, so forced writes fail and the journal is given up; an aborted journal alone makes it read-only while files are
open for writing. Mending is what a machine does when it starts again: the file system is checked, then mounted. A full
one only needs room.
"""

from __future__ import annotations

import fcntl
import os
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

SIZE = 1_536 << 20
# <linux/fcntl.h>; Python names it from 3.13 on.
F_SEAL_FUTURE_WRITE = 0x0010
FULL = "full"
FAULTS = ("I/O errors", "read-only", FULL)
BLOCK = 1 << 20
LONGEST_WAIT = 30.0


class Disk:
    """Where it is mounted, and what it lies on."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._memory = new_memory()
        self._device = ""
        # None of it is put by for root, who fills it.
        run("mkfs.ext4", "-q", "-F", "-m", "0", path_of(self._memory))
        self._mount()

    def _mount(self) -> None:
        self._device = run("losetup", "--find", "--show", path_of(self._memory))
        run("mount", "-o", "errors=remount-ro", self._device, str(self.folder))
        self.folder.chmod(0o1777)

    def _unmount(self) -> None:
        until = time.monotonic() + LONGEST_WAIT
        # Whoever was killed may still be dying.
        while subprocess.run(["umount", str(self.folder)], check=False, capture_output=True).returncode:
            if time.monotonic() > until:
                raise SystemExit(f"{self.folder} is still in use")
            time.sleep(0.2)
        run("losetup", "-d", self._device)

    @property
    def _filler(self) -> Path:
        return self.folder / "filler"

    def fail(self, how: str) -> None:
        if how == FULL:
            fill(self._filler)
        elif how == "read-only":
            run("mount", "-o", "remount,abort", str(self.folder))
        else:
            fcntl.fcntl(self._memory, fcntl.F_ADD_SEALS, F_SEAL_FUTURE_WRITE)

    def make_room(self) -> None:
        self._filler.unlink()
        # Else errors that come at once would bring it back, and nobody would make room again.
        handle = os.open(self.folder, os.O_RDONLY)
        os.fsync(handle)
        os.close(handle)

    def mend(self) -> None:
        """Once nobody uses it. A seal stays for ever: what can still be read is carried to other memory."""
        self._unmount()
        old, self._memory = self._memory, new_memory()
        run("cp", "--sparse=always", path_of(old), path_of(self._memory))
        os.close(old)
        # 1: errors were put right.
        subprocess.run(["e2fsck", "-fy", path_of(self._memory)], check=False, capture_output=True)
        self._mount()

    def end(self) -> None:
        self._unmount()
        os.close(self._memory)


@contextmanager
def failing_disk() -> Iterator[Disk]:
    """Whatever is made as a temporary file meanwhile lies on it."""
    with tempfile.TemporaryDirectory(prefix="mueang-disk-") as folder:
        disk = Disk(Path(folder))
        # Where the package that starts PostgreSQL notes what it started.
        os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.gettempdir())
        before, tempfile.tempdir = tempfile.tempdir, folder
        try:
            yield disk
        finally:
            tempfile.tempdir = before
            disk.end()


def fill(path: Path) -> None:
    """To the last block."""
    with path.open("wb", buffering=0) as file:
        for size in (BLOCK, 4096):
            with suppress(OSError):
                while True:
                    file.write(bytes(size))


def new_memory() -> int:
    memory = os.memfd_create("disk", os.MFD_ALLOW_SEALING | os.MFD_CLOEXEC)
    os.truncate(memory, SIZE)
    return memory


def path_of(memory: int) -> str:
    return f"/proc/{os.getpid()}/fd/{memory}"


def run(*words: str) -> str:
    return subprocess.run(words, check=True, capture_output=True, text=True).stdout.strip()
