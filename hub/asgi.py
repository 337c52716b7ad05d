"""Of the process that holds streams open (docs/live.md): `uvicorn hub.asgi:application`."""

import os
from typing import Any

import django
from django.core.handlers.asgi import ASGIHandler


class OneThreadHandler(ASGIHandler):
    """All requests in one thread, over one connection to the database.

    Django's own gives each request a thread for as long as it lasts, and a stream lasts for minutes.
    """

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            raise ValueError(f"Only HTTP is spoken here, not {scope['type']}")
        await self.handle(scope, receive, send)


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hub.settings.production")
django.setup(set_prefix=False)
application = OneThreadHandler()
