"""Whether a link within the site leads to something that readers see."""

from django.core.handlers.base import BaseHandler
from django.utils import translation
from wagtail.coreutils import get_dummy_request
from wagtail.models import Page, Site

from knowledge.media.models import CustomDocument

from .answers import Answer, Problem, answer_of


def look(address: str) -> Answer:
    kind, _, number = address.partition(":")
    if kind == "page":
        return _there(number.isdecimal() and Page.objects.live().filter(pk=number).exists())
    if kind == "document":
        return _there(number.isdecimal() and CustomDocument.objects.filter(pk=number).exists())
    return answer_of(_status_of(address))


def _there(is_there: bool) -> Answer:
    return Answer() if is_there else Answer(Problem.GONE)


def _status_of(path: str) -> int:
    """What a visitor gets at `path`, asked within this process."""
    request = get_dummy_request(path=path, site=Site.objects.filter(is_default_site=True).first())
    # As production has it: a redirect to the same page over HTTPS would be no answer.
    request.META |= {"HTTP_X_FORWARDED_PROTO": "https", "wsgi.url_scheme": "https"}
    handler = BaseHandler()
    handler.load_middleware()
    with translation.override(translation.get_language()):  # which the request will change
        return handler.get_response(request).status_code
