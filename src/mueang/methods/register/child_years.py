"""A packed child-year: twelve months by four masks, 192 bytes, and many of them in one array."""

from collections.abc import Iterable, Mapping
from datetime import date

import numpy as np
from numpy.typing import NDArray

from mueang.methods.register.errors import PageRefused
from mueang.methods.register.pages import MASKS
from mueang.methods.register.school_year import N_MONTHS, SchoolYear

BLOB_BYTES = N_MONTHS * len(MASKS) * 4
STORED = np.dtype("<u4")

ChildYears = NDArray[np.uint32]


def child_year(pages: Mapping[tuple[int, int], Iterable[int]], *, year: SchoolYear) -> ChildYears:
    """The pages of one pupil in one school year as one packed child-year.

    Parameters
    ----------
    pages : (Gregorian year, month) -> four integers in the order of MASKS; months without a page are left out
    year : the school year

    Returns
    -------
    array, shape (12, 4), uint32: months from the year's first on, by masks

    Raises
    ------
    PageRefused
        If a page is of another school year or has not four masks of 32 bits.

    Source
    ------
    Ours.

    Examples
    --------
    >>> packed = child_year({(2026, 6): [11, 3, 2, 8]}, year=SchoolYear(2026))
    >>> packed.shape, packed[1].tolist(), int(packed.sum())
    ((12, 4), [11, 3, 2, 8], 24)
    """
    packed = np.zeros((N_MONTHS, len(MASKS)), np.uint32)
    for (in_year, month), page in pages.items():
        month_place, _bit = year.place(date(in_year, month, 1))
        masks = [int(mask) for mask in page]
        if len(masks) != len(MASKS) or not all(0 <= mask < 2**32 for mask in masks):
            raise PageRefused(f"{in_year}-{month:02}: a page is four masks of 32 bits")
        packed[month_place] = masks
    return packed


def to_bytes(packed: ChildYears) -> bytes:
    """A child-year as 192 bytes to store, or many one after the other: little-endian 32-bit words.

    Parameters
    ----------
    packed : array, shape (12, 4) or (n_children, 12, 4), uint32

    Returns
    -------
    bytes, 192 a child-year

    Raises
    ------
    PageRefused
        If shape or type is another.

    Source
    ------
    Ours.

    Examples
    --------
    >>> len(to_bytes(np.zeros((12, 4), np.uint32))), len(to_bytes(np.zeros((3, 12, 4), np.uint32)))
    (192, 576)
    """
    return as_many(packed).astype(STORED, copy=False).tobytes()


def from_bytes(blobs: bytes | bytearray | memoryview) -> ChildYears:
    """Child-years from stored blobs, one or many joined (`b"".join(blobs)`), without copying.

    Parameters
    ----------
    blobs : bytes, 192 a child-year

    Returns
    -------
    array, shape (n_children, 12, 4), uint32; read-only where the bytes are

    Raises
    ------
    PageRefused
        If the length is no multiple of 192.

    Source
    ------
    Ours.

    Examples
    --------
    >>> from_bytes(b"".join([bytes(192), bytes(192)])).shape
    (2, 12, 4)
    """
    if len(blobs) % BLOB_BYTES:
        raise PageRefused(f"{len(blobs)} bytes are not a whole number of child-years of {BLOB_BYTES}")
    words = np.frombuffer(blobs, STORED).astype(np.uint32, copy=False)
    return words.reshape(-1, N_MONTHS, len(MASKS))


def as_many(packed: ChildYears) -> ChildYears:
    """The same child-years with shape (n_children, 12, 4), in one piece; refuses what is none."""
    if not isinstance(packed, np.ndarray) or packed.dtype != np.uint32:
        found = getattr(packed, "dtype", type(packed).__name__)
        raise PageRefused(f"child-years are an array of uint32, not {found}")
    many = packed[None] if packed.ndim == 2 else packed
    if many.ndim != 3 or many.shape[1:] != (N_MONTHS, len(MASKS)):
        raise PageRefused(f"child-years have the shape (n_children, 12, 4), not {packed.shape}")
    return np.ascontiguousarray(many)
