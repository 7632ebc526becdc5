"""Django's PostgreSQL, whose connections are looked at before each request and not asked.

A connection also knows which cities' protected rows its server shows it (`lib.reach`), and forgets it when it is lost.

Django asks every kept connection for SELECT 1 at the start of a request: one more journey, a sixth of those of a press
in a rush. A server that ends or throws a connection out closes it, and that shows at the socket: something is there to
read where nothing was asked. Only such a connection is asked.
"""

from __future__ import annotations

import select
from collections.abc import Sequence
from typing import Any

from django.db import Error
from django.db.backends.postgresql import base

from mueang.lib.reach import NOWHERE, SETTING, at_first

# As libpq numbers them: PQTRANS_INERROR, PGRES_COMMAND_OK.
IN_A_FAILED_TRANSACTION, COMMAND_OK = 3, 1
_SHOW_NOTHING = f"SET {SETTING} = ''".encode()


def is_quiet(file: int) -> bool:
    """Whether nothing waits to be read from a socket, its end included."""
    poll = select.poll()
    poll.register(file, select.POLLIN)
    return not poll.poll(0)


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection that is asked whether it still stands only where its socket has something to say."""

    reach = NOWHERE
    # What it will show once it is connected, where that was said before it was.
    reach_once_open: str | None = None

    def connect(self) -> None:
        wanted = at_first() if self.reach_once_open is None else self.reach_once_open
        super().connect()
        self.reach, self.reach_once_open = NOWHERE, None
        if wanted != NOWHERE:
            self.tell_reach("SELECT %s", [wanted])

    def tell_reach(self, sql: str, values: Sequence[object]) -> None:
        """Show from now on what the query answers; nothing if it answers nothing. One journey to the server."""
        self.ensure_connection()
        here: Any = self.connection
        with self.wrap_database_errors:
            said = here.execute(
                f"SELECT set_config('{SETTING}', coalesce(({sql})::text, ''), false)", values
            ).fetchone()
        self.reach = said[0]

    def go_back_to(self, reach: str) -> None:
        """Show what was shown before; whoever cannot be told so is hung up on.

        In a transaction that failed nothing can be told, nor need it be: rolled back, it shows what it showed before.
        """
        if self.connection is None:
            self.reach_once_open = None
            return
        if self.reach == reach:
            return
        if self.in_atomic_block and self.connection.pgconn.transaction_status == IN_A_FAILED_TRANSACTION:
            self.reach = reach
            return
        if reach == NOWHERE and self.get_autocommit():
            # The end of a request: the shortest way there is.
            is_told = self._is_told_in_short()
            self.reach = reach
        else:
            is_told = self._is_told(reach)
        if not is_told:
            self.close()

    def _is_told_in_short(self) -> bool:
        try:
            return bool(self.connection.pgconn.exec_(_SHOW_NOTHING).status == COMMAND_OK)
        except self.Database.Error:
            # The server went away since: what was done in this request stands, whatever becomes of its connection.
            return False

    def _is_told(self, reach: str) -> bool:
        try:
            self.tell_reach("SELECT %s", [reach])
        except Error:
            return False
        return True

    def is_usable(self) -> bool:
        here = self.connection
        if here is not None and not here.closed and is_quiet(here.fileno()):
            return True
        usable: bool = super().is_usable()
        return usable
