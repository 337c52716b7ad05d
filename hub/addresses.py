"""Addresses as the log may show them: what opens something for whoever holds it is left out of them.

Which addresses those are, the patterns of the site tell by the names of their parameters: nobody keeps a list.
"""

import logging
import re
from collections.abc import Iterator
from functools import lru_cache

from django.urls import URLPattern, URLResolver, get_resolver

OWN = re.compile(r"<(?:\w+:)?token>")  # of this site, of Django and of Wagtail
OF_ALLAUTH = re.compile(r"<key>")  # in a pattern of ours, <slug:key> is the name of a hub
LITERAL = re.compile(r"^\^?([\w-]+)$")


def without_secrets(address: str) -> str:
    """`address`, with its language and slash or without them, and a sign in place of what is secret."""
    return _secret().sub(r"/\1/…", address)


class SecretsFilter(logging.Filter):
    """For Django's own lines, which hold the address of their request."""

    def filter(self, record: logging.LogRecord) -> bool:
        if hasattr(record, "request") and isinstance(record.args, tuple):
            record.args = tuple(without_secrets(arg) if isinstance(arg, str) else arg for arg in record.args)
        return True


@lru_cache(maxsize=1)
def _secret() -> re.Pattern[str]:
    """All that follows the part of an address after which a secret stands."""
    before = sorted({_before_secret(route) for route in _routes(get_resolver()) if _is_secret(route)})
    return re.compile(rf"/({'|'.join(map(re.escape, before))})/.+")


def _routes(resolver: URLResolver) -> Iterator[str]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            yield str(pattern.pattern)
        else:
            yield from _routes(pattern)


def _is_secret(route: str) -> bool:
    return bool(OWN.search(route) or OF_ALLAUTH.search(route))


def _before_secret(route: str) -> str:
    """The last part that is the same in every address: "invited" of "<slug:key>/invited/<str:token>/"."""
    parts = route.split("/")
    position = next(number for number, part in enumerate(parts) if _is_secret(part))
    literals = [found[1] for part in parts[:position] if (found := LITERAL.match(part))]
    return literals[-1]
