"""The WSGI application that the web server loads."""

from __future__ import annotations

import gc
import os
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.wsgi import get_wsgi_application

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mueang.config.settings")
handler = get_wsgi_application()

from mueang.config.held_once import merge_words, pack_fields, share_addresses  # noqa: E402 -- once the settings are known
from mueang.config.kept import FrontDoor  # noqa: E402
from mueang.lib.reach import begin_nowhere  # noqa: E402

begin_nowhere()
pack_fields()
share_addresses()
merge_words()
application: WSGIApplication = FrontDoor(handler)
if settings.OPTIONS["TRACES_URL"]:
    from mueang.config.tracing import traced

    application = traced(application)
if settings.OPTIONS["METRICS_LISTEN"]:
    from mueang.config.measuring import Measured

    application = Measured(application)
# What is loaded now stays: the collector need not walk through it again and again.
gc.collect()
gc.freeze()
