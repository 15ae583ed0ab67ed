"""The product's own settings on a throw-away var directory, made quick and quiet for tests."""

import atexit
import os
import shutil
import tempfile
from typing import cast

# Before config.settings is read: nothing a test does may touch the installation's var/.
if "BYGGVAGEN_VAR" not in os.environ:  # pytest-xdist's workers share their parent's
    os.environ["BYGGVAGEN_VAR"] = tempfile.mkdtemp(prefix="byggvagen-test-")
    atexit.register(shutil.rmtree, os.environ["BYGGVAGEN_VAR"], ignore_errors=True)

from config.settings import *  # noqa: F403
from config.settings import DATABASES, REST_FRAMEWORK, VAR_DIR

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
# A rate of None lets everything through; the fixture ``throttles`` puts the real ones back.
THROTTLE_RATES = cast(dict[str, str], REST_FRAMEWORK["DEFAULT_THROTTLE_RATES"])
REST_FRAMEWORK = {**REST_FRAMEWORK, "DEFAULT_THROTTLE_RATES": dict.fromkeys(THROTTLE_RATES)}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # A file, as in the product: WAL and its locks behave otherwise in memory.
    DATABASES["default"]["TEST"] = {"NAME": VAR_DIR / "test.sqlite3"}
# Nothing listens: a test that wants a worker starts one.
CELERY_BROKER_URL = "memory://"
CELERY_BROKER_TRANSPORT_OPTIONS = {}
