"""The door for granian."""

from django.core.wsgi import get_wsgi_application

import benchmarks.ready  # noqa: F401 - finds the package and loads Django

application = get_wsgi_application()
