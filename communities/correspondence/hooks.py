"""Where a mail service posts whole mails: they are larger than what anybody else may send but in files."""

from typing import Any

from anymail.webhooks.base import AnymailBasicAuthMixin
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest
from django.urls import URLPattern

LARGEST_POST = 60 * 1024 * 1024  # bytes: a mail of `incoming.LARGEST` raw, and taken apart again; in JSON as base64


class WholeMails(AnymailBasicAuthMixin):
    """Reads what is posted itself, before Django does within its own limit; only for who has the secret."""

    def run_validators(self, request: HttpRequest) -> None:
        AnymailBasicAuthMixin.validate_request(self, request)
        if request.content_type != "multipart/form-data":  # there mails are files, which need not fit into memory
            request._body = _read(request)
        super().run_validators(request)


def _read(request: HttpRequest) -> bytes:
    body = request.read(LARGEST_POST + 1)
    if len(body) > LARGEST_POST:
        raise RequestDataTooBig("A mail service posted more than a mail")
    return body


def taking_whole_mails(hook: URLPattern) -> URLPattern:
    view: Any = hook.callback
    larger: Any = type(view.view_class.__name__, (WholeMails, view.view_class), {})
    return URLPattern(hook.pattern, larger.as_view(**view.view_initkwargs), hook.default_args, hook.name)
