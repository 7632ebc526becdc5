"""What stands around a public page, drawn once a language, city and kind of page: for readers who are not signed in."""

from __future__ import annotations

import secrets
from collections import OrderedDict
from threading import Lock
from typing import Any

from django.template import Context, Engine, Origin, Template, TemplateSyntaxError
from django.template.base import NodeList, TextNode
from django.template.loader_tags import BlockNode, ExtendsNode

from mueang.ui.words import current_language

MOST_FRAMES = 64
# What a page may fill in; all else is the frame.
OPEN_BLOCKS = ("title", "head", "body_class", "main", "scripts")
# What no page fills in and yet differs between two addresses of one kind: drawn each time.
ALIVE = {"languages": "{% language_links %}"}
_CITY = ("pk", "slug", "name_th", "name_en", "is_invented")
_EDGE = f"\x02{secrets.token_hex(8)}\x03"
_SOURCE = "".join(
    f"{{% block {name} %}}{_EDGE}{name}{_EDGE}{{{{ block.super }}}}{_EDGE}{{% endblock %}}"
    for name in (*OPEN_BLOCKS, *ALIVE)
)


class FramedNode(ExtendsNode):
    """`{% extends %}` for pages that most see without a session: what surrounds the open blocks is drawn beforehand.

    Somebody who is signed in, or to whom something is to be said, gets the parent as it is.
    """

    def __init__(self, plain: ExtendsNode) -> None:
        super().__init__(plain.nodelist, plain.parent_name)
        self.parent: Any = plain.parent_name
        if closed := sorted(self.blocks.keys() - {*OPEN_BLOCKS}):
            raise TemplateSyntaxError(f"a framed page cannot fill in {', '.join(closed)}")

    def get_parent(self, context: Context) -> Template:
        name, engine = str(self.parent.resolve(context)), context.template.engine  # type: ignore[union-attr]  # it renders
        key = None if engine.debug else frame_key(context, name)
        parent: Template = super().get_parent(context) if key is None else frame(context, key, engine=engine)
        return parent


def frame_key(context: Context, parent: str) -> tuple[Any, ...] | None:
    """Everything the frame says; None where it would say more: who is signed in, or a message.

    Which link of the menu is lit follows from the name of the view: no link leads below a page's own address.
    """
    request, user = context.get("request"), context.get("user")
    match = request.resolver_match if request else None
    if match is None or user is None or user.is_authenticated or context.get("messages"):
        return None
    city = context.get("city")
    return (parent, current_language(), match.view_name, *(getattr(city, name, None) for name in _CITY))


_kept: OrderedDict[tuple[Any, ...], Template] = OrderedDict()
_lock = Lock()


def frame(context: Context, key: tuple[Any, ...], *, engine: Engine) -> Template:
    """The parent with only its open blocks left to draw."""
    with _lock:
        found = _kept.get(key)
        if found is not None:
            _kept.move_to_end(key)
            return found
    drawn = Template(f'{{% extends "{key[0]}" %}}{_SOURCE}', engine=engine).render(context)
    found = _template(drawn, engine=engine)
    with _lock:
        _kept[key] = found
        while len(_kept) > MOST_FRAMES:
            _kept.popitem(last=False)
    return found


def _template(drawn: str, *, engine: Engine) -> Template:
    """The text between the open blocks, and each of these with what it says where a page says nothing."""
    first, *rest = drawn.split(_EDGE)
    nodes = NodeList([TextNode(first)])
    for name, inside, after in zip(rest[::3], rest[1::3], rest[2::3], strict=True):
        says = Template(ALIVE[name], engine=engine).nodelist if name in ALIVE else NodeList([TextNode(inside)])
        nodes += [BlockNode(name, says), TextNode(after)]
    template = Template("", origin=Origin("frame"), engine=engine)
    template.nodelist = nodes
    return template
