import socket
from collections.abc import Iterator
from typing import Any

import pytest

from tests.smtp import Sink, smtp_sink


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def sink(settings: Any, port: int) -> Iterator[Sink]:
    """A mail server that takes what the site sends."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    with smtp_sink(port) as sink:
        yield sink
