"""Fields of forms that Django's own draw too slowly, or not at all."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe


class LongSelect(forms.Select):
    """A choice among hundreds, drawn at once: a template for each option takes longer than the rest of the page."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        del renderer
        chosen = set(self.format_value(value))
        marked = {True: mark_safe(" selected"), False: ""}
        rows = ((key, marked[str(key) in chosen], label) for key, label in self.choices)
        options = format_html_join("", '<option value="{}"{}>{}</option>', rows)
        said = flatatt(self.build_attrs(self.attrs, {**(attrs or {}), "name": name}))
        return format_html("<select{}>{}</select>", said, options)
