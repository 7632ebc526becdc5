"""The settings under test: a data folder of their own, quick password hashes, static files without a manifest."""

import os
import tempfile
from pathlib import Path

# As `mueang` itself does: beside other tests, a second thread of the algebra library only waits, at the cost of a core.
os.environ["OPENBLAS_NUM_THREADS"] = "1"
os.environ["MUEANG_DATA_DIR"] = tempfile.mkdtemp(prefix="mueang-test-")

from mueang.config.settings import *  # noqa: F403 -- the data folder must be set before the settings are read
from mueang.config.settings import DATA_DIR, STORAGES

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
Path(DATA_DIR, "static").mkdir(exist_ok=True)
