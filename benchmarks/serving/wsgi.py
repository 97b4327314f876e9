"""The door for granian."""

import benchmarks.ready  # noqa: F401, I001 - finds the package and loads Django
from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()
