"""The site as an ASGI application. Without ``DJANGO_SETTINGS_MODULE`` it is a public server."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "boneguide.settings.production")

application = get_asgi_application()
