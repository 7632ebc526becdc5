"""A network between browser and house that can lose answers: what was asked is done, and nobody hears of it."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Callable

CHUNK = 65536


class Network:
    """Listens on a port of its own and hands everything on to the house's; the browser knows only this one.

    `on_sync` is called once, with the request sent on and its answer held back, when marks are on their way.
    """

    def __init__(self, port: int) -> None:
        self.target = port
        self.on_sync: Callable[[], None] | None = None
        self.n_syncs = 0
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"
        threading.Thread(target=self._listen, daemon=True).start()

    def close(self) -> None:
        self._listener.close()

    def _listen(self) -> None:
        while True:
            try:
                browser, _address = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(browser,), daemon=True).start()

    def _serve(self, browser: socket.socket) -> None:
        with contextlib.suppress(OSError), browser, socket.create_connection(("127.0.0.1", self.target)) as house:
            lost = threading.Event()
            threading.Thread(target=self._answer, args=(house, browser, lost), daemon=True).start()
            while request := browser.recv(CHUNK):
                self._pass_on(request, house, lost)

    def _pass_on(self, request: bytes, house: socket.socket, lost: threading.Event) -> None:
        is_sync = b"/sync.json" in request.partition(b"\r\n")[0]
        self.n_syncs += is_sync
        hook, self.on_sync = (self.on_sync, None) if is_sync else (None, self.on_sync)
        if hook is not None:
            lost.set()
        house.sendall(request)
        if hook is not None:
            hook()
            house.close()

    def _answer(self, house: socket.socket, browser: socket.socket, lost: threading.Event) -> None:
        with contextlib.suppress(OSError):
            while answer := house.recv(CHUNK):
                if not lost.is_set():
                    browser.sendall(answer)
        with contextlib.suppress(OSError):
            browser.shutdown(socket.SHUT_RDWR)
