"""What every door says that one agrees to by signing in (hub/templates/account/terms.html), and in which language."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

KEY = "terms_language"


def remember_language(request: HttpRequest) -> None:
    """Whoever leaves for an identity provider comes back to an address without a language."""
    language = request.POST.get("language")
    if language in dict(settings.LANGUAGES):
        request.session[KEY] = language


def language_of_terms(request: HttpRequest) -> str:
    return request.session.pop(KEY, None) or get_language() or settings.LANGUAGE_CODE
