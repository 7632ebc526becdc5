"""The web process: granian over WSGI, started by its own API because its command line costs 4 MB a worker."""

from __future__ import annotations

import argparse
import os
from functools import partial
from pathlib import Path
from typing import Any

from mueang.config.running import end_with
from mueang.lib.late import load_late


def load(server: int, _name: str) -> Any:
    """The application, in a process that does not outlive its server."""
    end_with(server)
    from mueang.config.wsgi import application

    return application


def main() -> None:
    """Serve until told to stop; the kill timeout ends a worker that was told to while it was still loading."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--host", required=True)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--workers", type=int, required=True)
    parser.add_argument("--threads", type=int, required=True)
    parser.add_argument("--certificate", type=Path)
    parser.add_argument("--key", type=Path)
    asked = parser.parse_args()
    # The server names more than it uses of Python: what is loaded late must be known before.
    load_late()
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    Server(
        "mueang.config.wsgi:application",
        address=asked.host,
        port=asked.port,
        interface=Interfaces.WSGI,
        workers=asked.workers,
        blocking_threads=asked.threads,
        # In a rush thousands wait for their turn: a queue of the usual 1,024 would reset the others' connections.
        backlog=4096,
        workers_kill_timeout=10,
        # One that is killed, as the system does where memory runs out, takes nobody with it.
        respawn_failed_workers=True,
        websockets=False,
        ssl_cert=asked.certificate,
        ssl_key=asked.key,
        log_level=LogLevels.warning,
    ).serve(target_loader=partial(load, os.getpid()))


if __name__ == "__main__":
    main()
