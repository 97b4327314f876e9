"""The settings of the tests: a data folder that is thrown away, so that no test touches the user's own."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

FOLDER = Path(tempfile.mkdtemp(prefix="joinedup-tests-"))
atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)
os.environ.setdefault("JOINEDUP_DATA", str(FOLDER))
os.environ["JOINEDUP_ADDRESS"] = "http://testserver"

from joinedup.site.settings import *  # noqa: E402, F403 - the environment above must be set first
from joinedup.site.settings import DATABASES  # noqa: E402 - as above

EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # fast: none is worth anything
JOINEDUP_KEEP_PAGES = False  # tests make rows without a row of audit, which no action does
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, as in use: in memory, SQLite locks whole tables and its writers cannot stand in line.
    DATABASES["default"]["TEST"] = {"NAME": str(FOLDER / "tests.sqlite3")}
