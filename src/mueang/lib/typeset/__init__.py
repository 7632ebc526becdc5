"""Printed documents from typst templates and data: one at a time, or thousands that differ in a few words.

A template is a `.typ` file that defines `sheet(data)`, one page. `data` reaches it as data, never as code. What
differs from copy to copy it may name in `slots`; see `forms`. Every file is PDF/A-2a (tagged, self-contained), is the
same to the byte whenever it is made again, and the text copied out of it is the text that went in.
"""

from mueang.lib.typeset.apart import typeset_apart
from mueang.lib.typeset.compiler import TypesettingFailed
from mueang.lib.typeset.sheets import typeset, typeset_many

__all__ = ["TypesettingFailed", "typeset", "typeset_apart", "typeset_many"]
