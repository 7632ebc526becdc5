"""Django's own tags where they say the same at every request: said once, and remembered."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django import template
from django.conf import settings
from django.template import Context
from django.template.base import Parser, Token
from django.template.defaulttags import URLNode
from django.template.defaulttags import url as do_url
from django.template.loader_tags import do_extends
from django.templatetags.i18n import TranslateNode, do_translate
from django.urls import NoReverseMatch, get_script_prefix, get_urlconf, reverse
from django.utils.html import escape
from django.utils.translation import get_language

from mueang.ui.frames import FramedNode

register = template.Library()
MOST_ADDRESSES = 512


class SaidNode(TranslateNode):
    """A sentence without variables: looked up once a language."""

    def __init__(self, plain: TranslateNode) -> None:
        super().__init__(plain.filter_expression, plain.noop)
        self.said: dict[str | None, str] = {}

    def render(self, context: Context) -> str:
        language = get_language()
        found = self.said.get(language)
        if found is None:
            found = self.said[language] = super().render(context)
        return found


@register.tag("translate")
def translate(parser: Parser, token: Token) -> TranslateNode:
    """Django's `{% translate %}`; a plain sentence is remembered."""
    node: TranslateNode = do_translate(parser, token)
    said = node.filter_expression
    is_plain = not (said.filters or node.noop or node.asvar or node.message_context)
    return SaidNode(node) if is_plain and said.var.literal is not None else node


class AddressNode(URLNode):
    """`{% url %}`: addresses of few words, such as those of the menu, are built once."""

    def __init__(self, plain: URLNode) -> None:
        super().__init__(plain.view_name, plain.args, plain.kwargs, plain.asvar)

    def render(self, context: Context) -> str:
        words = [word.resolve(context) for word in self.args]
        if self.kwargs or not all(isinstance(word, str) for word in words):
            return str(super().render(context))
        here = getattr(getattr(context.get("request"), "resolver_match", None), "namespace", None)
        where = (settings.ROOT_URLCONF, get_urlconf(), get_script_prefix(), get_language(), here)
        try:
            found = _address(self.view_name.resolve(context), *words, where=where)
        except NoReverseMatch:
            return str(super().render(context))
        if self.asvar:
            context[self.asvar] = found
            return ""
        return escape(found) if context.autoescape else found


@lru_cache(maxsize=MOST_ADDRESSES)
def _address(view_name: str, *words: str, where: tuple[Any, ...]) -> str:
    return reverse(view_name, args=words, current_app=where[-1])


@register.tag
def url(parser: Parser, token: Token) -> AddressNode:
    """Django's `{% url %}`."""
    return AddressNode(do_url(parser, token))


@register.tag
def framed(parser: Parser, token: Token) -> FramedNode:
    """`{% framed "parent.html" %}` in place of `{% extends %}`; see `mueang.ui.frames`."""
    return FramedNode(do_extends(parser, token))
