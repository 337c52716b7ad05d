"""While no mail server takes mails: who waits for one reads so at once, and sends the same form again with one press.

The answer is the same whether there is an account or not: where none was mailed, the server is asked all the same.
"""

import logging
from collections.abc import Callable
from functools import wraps

from django.core.mail import get_connection
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

logger = logging.getLogger(__name__)
View = Callable[..., HttpResponseBase]


class MailIsAway(Exception):
    """No mail goes out now."""


class MailAwayMiddleware:
    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, MailIsAway):
            return None
        typed = [(name, value) for name, values in request.POST.lists() for value in values if _may_stand_in(name)]
        return render(request, "account/mail_away.html", {"typed": typed}, status=503)


def _may_stand_in(name: str) -> bool:
    """In a page: not what is secret."""
    return name != "csrfmiddlewaretoken" and "password" not in name


def needs_mail(view: View) -> View:
    """For a form that mails to whoever has the address, and says nothing of whether somebody has."""

    @wraps(view)
    def door(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        if request.method == "POST" and response.status_code == 302 and not getattr(request, "has_mailed", False):
            see_that_mail_goes()
        return response

    return door


def see_that_mail_goes() -> None:
    """Raises:
    MailIsAway: the mail server does not answer.
    """
    try:
        with get_connection():
            pass
    except Exception as error:
        logger.exception("The mail server does not answer")
        raise MailIsAway from error
