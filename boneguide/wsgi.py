"""The site as a WSGI application. Without ``DJANGO_SETTINGS_MODULE`` it is a public server."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "boneguide.settings.production")

application = get_wsgi_application()
