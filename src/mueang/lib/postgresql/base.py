"""Django's PostgreSQL, whose connections are looked at before each request and not asked.

Django asks every kept connection for SELECT 1 at the start of a request: one more journey, a sixth of those of a press
in a rush. A server that ends or throws a connection out closes it, and that shows at the socket: something is there to
read where nothing was asked. Only such a connection is asked.
"""

from __future__ import annotations

import select

from django.db.backends.postgresql import base


def is_quiet(file: int) -> bool:
    """Whether nothing waits to be read from a socket, its end included."""
    poll = select.poll()
    poll.register(file, select.POLLIN)
    return not poll.poll(0)


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection that is asked whether it still stands only where its socket has something to say."""

    def is_usable(self) -> bool:
        here = self.connection
        if here is not None and not here.closed and is_quiet(here.fileno()):
            return True
        usable: bool = super().is_usable()
        return usable
