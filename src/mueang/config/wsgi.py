"""The WSGI application that the web server loads."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mueang.config.settings")
application = get_wsgi_application()
# What is loaded now stays: the collector need not walk through it again and again.
gc.collect()
gc.freeze()
# One request makes and drops some thousand objects: looked through once in ten requests, not several times in each.
gc.set_threshold(20_000, 20, 20)
