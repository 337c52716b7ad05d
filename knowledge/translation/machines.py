"""Machine translation by configuration: wagtail-localize's translators, in small requests and with clear refusals.

What a machine gives back without a link or a tag of the source is not kept: that text stays untranslated.
"""

import time
from collections.abc import Iterable, Iterator
from typing import Any

import requests
from django.utils.translation import gettext as _
from wagtail.models import Locale
from wagtail_localize.machine_translators.deepl import DeepLTranslator
from wagtail_localize.machine_translators.libretranslate import LibreTranslator
from wagtail_localize.strings import StringValue

from .markup import problem_of

LONGEST_REQUEST = 5_000  # characters, unless one text alone is longer
MOST_TEXTS = 40  # in one request; DeepL takes 50
LONGEST_WAIT = 60  # seconds for all requests of a page

Strings = Iterable[StringValue]
Translated = dict[StringValue, StringValue]


class MachineFailed(Exception):
    """The machine did not translate; says why, in the editor's language."""


class InSmallRequests:
    """Splits a page into requests and turns whatever goes wrong into `MachineFailed`."""

    display_name: str
    options: dict[str, Any]

    def translate(self, source_locale: Locale, target_locale: Locale, strings: Strings) -> Translated:
        until = time.monotonic() + LONGEST_WAIT
        translated: Translated = {}
        for request in _requests(strings):
            if time.monotonic() > until:
                raise MachineFailed(_("%(name)s took too long. Try again later.") % self._told)
            translated |= self._asked(source_locale, target_locale, request)
        return {
            string: translation
            for string, translation in translated.items()
            if translation.data.strip() and not problem_of(string.data, translation.data)
        }

    def _asked(self, source_locale: Locale, target_locale: Locale, strings: list[StringValue]) -> Translated:
        try:
            translated: Translated = super().translate(source_locale, target_locale, strings)  # type: ignore[misc]
            if not all(isinstance(each.data, str) for each in translated.values()):
                raise ValueError("translations are texts")
            return translated
        except requests.Timeout:
            raise MachineFailed(_("%(name)s took too long. Try again later.") % self._told) from None
        except requests.HTTPError as error:
            raise MachineFailed(self._refusal(error.response)) from None
        except requests.ConnectionError:
            raise MachineFailed(_("%(name)s cannot be reached.") % self._told) from None
        except (requests.RequestException, ValueError, KeyError, TypeError, AttributeError):
            raise MachineFailed(_("%(name)s gave an answer that cannot be read.") % self._told) from None

    def _refusal(self, response: requests.Response | None) -> str:
        status = response.status_code if response is not None else 0
        told = self._told | {"status": status}
        if status in (429, 456):
            return _("%(name)s takes no more texts for now: its quota is used up. Try again later.") % told
        if status in (401, 403):
            return _("%(name)s does not accept this site's key. Tell an administrator.") % told
        if status == 413:
            return _("A text of this page is too long for %(name)s.") % told
        return _("%(name)s refused to translate (error %(status)s).") % told

    @property
    def _told(self) -> dict[str, Any]:
        return {"name": self.display_name}


class LibreTranslate(InSmallRequests, LibreTranslator):
    """A LibreTranslate server at LIBRETRANSLATE_URL."""


class _DeepL(DeepLTranslator):
    """wagtail-localize's, which does not look whether DeepL refused."""

    def get_api_endpoint(self) -> str:
        return self.options["URL"] or super().get_api_endpoint()

    def translate(self, source_locale: Locale, target_locale: Locale, strings: list[StringValue]) -> Translated:
        response = requests.post(
            self.get_api_endpoint(),
            self.get_parameters(source_locale, target_locale, strings),
            headers=self.get_headers(),
            timeout=self.options["TIMEOUT"],
        )
        response.raise_for_status()
        texts = [StringValue(each["text"]) for each in response.json()["translations"]]
        return dict(zip(strings, texts, strict=True))


class DeepL(InSmallRequests, _DeepL):
    """DeepL, or what speaks like it at URL."""


def _requests(strings: Strings) -> Iterator[list[StringValue]]:
    request: list[StringValue] = []
    for string in strings:
        length = sum(len(each.data) for each in request) + len(string.data)
        if request and (length > LONGEST_REQUEST or len(request) == MOST_TEXTS):
            yield request
            request = []
        request.append(string)
    if request:
        yield request
