"""The WSGI application that the web server loads."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mueang.config.settings")
application = get_wsgi_application()

from mueang.config.held_once import merge_words, pack_fields  # noqa: E402 -- once the settings are known

pack_fields()
merge_words()
# What is loaded now stays: the collector need not walk through it again and again.
gc.collect()
gc.freeze()
