"""JSON that means the same to every reader: no duplicate key, no NaN, no lossy number, bounded in size and depth."""

from __future__ import annotations

import json
from typing import Any, Final, NoReturn

MAX_BYTES: Final = 1024 * 1024
MAX_DEPTH: Final = 32
MAX_VALUES: Final = 20_000
EXACT_INTEGER: Final = 2**53 - 1  # beyond it, two readers of the same digits disagree


class MalformedJson(ValueError):
    """The text or value is not JSON that every reader understands alike."""


class TooLong(MalformedJson):
    """More text or values than any document we read has."""


class TooDeep(MalformedJson):
    """Nested deeper than any document we read is."""


def loads(text: str | bytes) -> Any:
    """The value written in `text`, numbers without fraction as int.

    Parameters
    ----------
    text : UTF-8 bytes (a byte-order mark is allowed) or str, at most 1,048,576 of either

    Returns
    -------
    dict, list, str, int, float, bool or None. `45.0` becomes 45, as JavaScript and RFC 8785 see it.

    Raises
    ------
    MalformedJson
        Not UTF-8 or not JSON, a key written twice, NaN or Infinity, a number beyond +-(2^53 - 1), too long or too deep.

    Source
    ------
    RFC 8259 (JSON), RFC 7493 (I-JSON) sections 2.1-2.3.

    Examples
    --------
    >>> loads('{"hours": 45.0}')
    {'hours': 45}
    """
    if len(text) > MAX_BYTES:
        raise TooLong(f"longer than {MAX_BYTES} bytes or letters")
    try:
        return _DECODER.decode(text if isinstance(text, str) else text.decode("utf-8-sig"))
    except MalformedJson:
        raise
    except RecursionError as error:
        raise TooDeep("not JSON: nested without end") from error
    except ValueError as error:
        raise MalformedJson(f"not JSON: {type(error).__name__}") from error


def checked(value: Any) -> Any:
    """A copy of `value` that holds JSON only, within the limits of this module.

    Parameters
    ----------
    value : what `loads` gave, or a Python value somebody built

    Returns
    -------
    The same value copied; floats without fraction become int.

    Raises
    ------
    MalformedJson
        A type JSON does not have, a key that is not a string, half a surrogate pair, a number beyond +-(2^53 - 1) or
        not finite, deeper than 32 or more than 20,000 values.

    Source
    ------
    RFC 7493 (I-JSON) sections 2.1-2.3.
    """
    return _Copier().copy(value, 0)


class _Copier:
    def __init__(self) -> None:
        self.left = MAX_VALUES

    def copy(self, value: Any, depth: int) -> Any:
        self.left -= 1
        if self.left < 0:
            raise TooLong(f"more than {MAX_VALUES} values")
        if depth > MAX_DEPTH:
            raise TooDeep(f"deeper than {MAX_DEPTH}")
        if isinstance(value, dict):
            return {_text(key): self.copy(item, depth + 1) for key, item in value.items()}
        if isinstance(value, (list, tuple)):
            return [self.copy(item, depth + 1) for item in value]
        return _scalar(value)


def _scalar(value: Any) -> Any:
    if isinstance(value, str):
        return _text(value)
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, (int, float)):
        return _exact(value)
    raise MalformedJson(f"{type(value).__name__} is not a JSON type")


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise MalformedJson("a key that is not a string")
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise MalformedJson("half a surrogate pair") from error
    return value


def _exact(number: float) -> float:
    if not -EXACT_INTEGER <= number <= EXACT_INTEGER:  # NaN fails this too
        raise MalformedJson("a number beyond what every reader can hold")
    return int(number) if number == int(number) else number


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) != len(pairs):
        raise MalformedJson("a key written twice")
    return value


def _float(digits: str) -> float:
    return _exact(float(digits))


def _int(digits: str) -> float:
    if len(digits) > len(str(EXACT_INTEGER)) + 1:
        raise MalformedJson("a number beyond what every reader can hold")
    return _exact(int(digits))


def _constant(name: str) -> NoReturn:
    raise MalformedJson(f"{name} is not JSON")


_DECODER: Final = json.JSONDecoder(
    object_pairs_hook=_object, parse_float=_float, parse_int=_int, parse_constant=_constant
)
