"""Imported first by each benchmark: finds the package beside this folder and loads Django."""

import os
import sys
from pathlib import Path

import django

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "joinedup.site.settings")
django.setup()
