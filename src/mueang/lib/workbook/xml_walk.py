"""XML read as a stream of elements: no document type, no entity, no more elements than allowed."""

from collections.abc import Callable, Iterable
from xml.parsers import expat

from mueang.lib.workbook.errors import WorkbookError

Start = Callable[[str, dict[str, str]], None]
Word = Callable[[str], None]


class XmlWalk:
    """Counts the elements of all files walked together."""

    def __init__(self, most_elements: int) -> None:
        self._left = most_elements
        self._limit = most_elements

    def walk(self, chunks: Iterable[bytes], *, start: Start, end: Word | None = None, text: Word | None = None) -> None:
        """Call `start`, `end` and `text` with local names; raises WorkbookError for bad XML or too much of it."""

        def started(name: str, attributes: dict[str, str]) -> None:
            self._left -= 1
            if self._left < 0:
                raise WorkbookError("too_many_cells", limit=self._limit)
            start(_local(name), attributes)

        parser = expat.ParserCreate()
        parser.StartElementHandler = started
        parser.StartDoctypeDeclHandler = _refuse_doctype
        parser.XmlDeclHandler = _refuse_encoding
        parser.buffer_text = True
        if end:
            parser.EndElementHandler = lambda name: end(_local(name))
        if text:
            parser.CharacterDataHandler = text
        try:
            for chunk in chunks:
                parser.Parse(chunk, False)
            parser.Parse(b"", True)
        except WorkbookError:
            raise
        except (expat.ExpatError, LookupError, ValueError):
            raise WorkbookError("damaged") from None


def _refuse_doctype(*_: object) -> None:
    raise WorkbookError("damaged")


def _refuse_encoding(_version: str, encoding: str | None, _standalone: int) -> None:
    # Another reader may see other characters in any but these.
    if (encoding or "utf-8").lower() not in {"utf-8", "utf-16", "us-ascii"}:
        raise WorkbookError("damaged")


def _local(name: str) -> str:
    return name.rpartition(":")[2]
