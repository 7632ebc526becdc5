"""Numbers as offices write them: in either digits, with commas between thousands."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from mueang.methods.thai.text import normalise


def number_in(text: str) -> Decimal | None:
    """The number that `text` is.

    Parameters
    ----------
    text : str, one number and nothing else

    Returns
    -------
    Decimal, exactly as written; None for anything that is no finite number.

    Examples
    --------
    >>> number_in("๑,๒๐๐.๕๐"), number_in("-12.5"), number_in("ไม่ทราบ"), number_in("inf")
    (Decimal('1200.50'), Decimal('-12.5'), None, None)
    """
    try:
        value = Decimal(normalise(text).replace(",", ""))
    except InvalidOperation:
        return None
    return value if value.is_finite() else None
