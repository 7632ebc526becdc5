"""`mueang run`: set up what is missing, then web and worker together until stopped."""

from __future__ import annotations

import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from mueang.apps.network.queries import open_cities
from mueang.config.own_certificate import certificate_files
from mueang.config.preparing import prepare, wait_for_database
from mueang.config.running import (
    WEB_ENVIRONMENT,
    Children,
    PortInUse,
    ensure_port_is_free,
    is_listening,
    metrics_command,
    web_command,
    worker_command,
)


class Command(BaseCommand):
    help = "Set up what is missing, then run web and worker together until stopped."
    # `mueang doctor` looks at settings; checking them at every start would cost the reader a second.
    requires_system_checks = ()
    has_worker = True

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=settings.OPTIONS["PORT"])
        parser.add_argument(
            "--demo", action="store_true", help="fill the invented demo city where there is no city yet"
        )
        parser.add_argument("--people", type=int, default=2000, help="size of the demo city")

    def handle(self, *_arguments: Any, port: int, demo: bool, people: int, **_options: Any) -> None:
        options = settings.OPTIONS
        listen = options["LISTEN"]
        children = Children(say=self.stderr.write)
        try:
            ensure_port_is_free(listen, port)
        except PortInUse as error:
            raise CommandError(f"Port {error} is in use. Stop the other program or set MUEANG_PORT.") from error
        if self.has_worker:
            wait_for_database(say=self.say, is_stopping=lambda: children.is_stopping)
            prepare(say=self.say)
        if demo and not open_cities():
            from mueang.demo.build import build_demo  # the demo is only loaded where it is wanted

            build_demo(n_people=people, folder=settings.DATA_DIR / "demo", say=self.say)
        if children.is_stopping:
            return
        certificate = certificate_files(settings.DATA_DIR) if options["VC_API_ISSUER"] else None
        web = web_command(
            listen=listen,
            port=port,
            workers=options["WEB_WORKERS"],
            threads=options["WEB_THREADS"],
            certificate=certificate,
        )
        if options["METRICS_LISTEN"]:
            from mueang.config.measuring import forget_figures  # costs 15 MB: only where it is wanted

            if self.has_worker:
                forget_figures()
            children.start(metrics_command())
        children.start(web, **WEB_ENVIRONMENT)
        if self.has_worker:
            children.start(worker_command())
        self.announced = False
        code = children.wait(on_tick=lambda: self.announce(listen, port, demo))
        if code:
            self.stderr.write(
                "A part of Mueang ends whenever it is started; everything was stopped. The lines above say why."
            )
            sys.exit(code)

    def say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()

    def announce(self, listen: str, port: int, demo: bool) -> None:
        """Say where to go, once the server answers."""
        if self.announced or not is_listening(listen, port):
            return
        self.announced = True
        scheme = "https" if settings.OPTIONS["VC_API_ISSUER"] else "http"
        address = settings.OPTIONS["BASE_URL"] or f"{scheme}://{listen}:{port}"
        self.say(f"\nMueang is at {address}/  (Ctrl-C stops it)")
        if demo:
            from mueang.demo.sign_ins import sign_in_lines  # as above

            self.say("\n".join(sign_in_lines()))
