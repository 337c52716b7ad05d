"""What the editor shows beside its own: translations that wait, on the dashboard; terms, beside a translation."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import Component
from wagtail.admin.ui.side_panels import BaseSidePanel
from wagtail_localize.models import Translation

from knowledge.library.models import CodeOfConductPage
from search.thesaurus.naming import terms_in

from .by_machine import texts_by_machine
from .report import MACHINE, OTHER_LANGUAGES, may_see_report
from .standing import Standing, translations, with_standing

WAITING = (Standing.MISSING, Standing.OUTDATED, Standing.PARTIAL, Standing.UNPUBLISHED)


@dataclass(frozen=True)
class Waiting:
    """How many translations of one language wait for the same thing, and where they are listed."""

    count: int
    url: str


class WaitingTranslationsPanel(Component):
    """On Wagtail's home, for whoever sees the report."""

    name = "waiting_translations"
    template_name = "translation/waiting_panel.html"
    order = 240

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        if parent_context is None or not may_see_report(parent_context["request"].user):
            return {}
        columns = [*WAITING, MACHINE]
        counts = _counts()
        return {
            "headings": [*(standing.label for standing in WAITING), _("Made by a machine")],
            "languages": [
                (name, [Waiting(counts[code, column], _listed(code, column)) for column in columns])
                for code, name in OTHER_LANGUAGES
            ],
            "total": sum(counts[code, column] for code, _name in OTHER_LANGUAGES for column in columns),
        }


class TermsSidePanel(BaseSidePanel):
    """The terms of the source's text and what the language of the translation calls them."""

    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        aria_label = _("Toggle terms")
        icon_name = "openquote"
        has_counter = False

    name = "terms"
    title = _("Terms in this text")
    template_name = "translation/terms_panel.html"
    order = 150

    def __init__(self, page: Any, request: Any, translation: Translation) -> None:
        super().__init__(page, request)
        self.translation = translation

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        source, target = self.translation.source.locale, self.translation.target_locale
        texts = self.translation.source.stringsegment_set.order_by("order").values_list("string__data", flat=True)
        return super().get_context_data(parent_context) | {
            "terms": terms_in(texts, source.language_code, target.language_code),
            "target": target.language_code,
            "machine_count": texts_by_machine(self.translation).count(),
            "check_url": reverse("translation_check", args=(self.translation.pk,)),
            "statuses": CodeOfConductPage.Translation.choices if isinstance(self.object, CodeOfConductPage) else [],
            "state_url": reverse("translation_state", args=(self.translation.pk,)),
        }


def _counts() -> Counter[tuple[str, str]]:
    counts: Counter[tuple[str, str]] = Counter()
    found = with_standing(translations()).values_list("locale__language_code", "standing", "by_machine")
    for language, standing, by_machine in found:
        counts[language, standing] += 1
        counts[language, MACHINE] += by_machine
    return counts


def _listed(language: str, standing: str) -> str:
    return f"{reverse('translations_report')}?{urlencode({'locale': language, 'standing': standing})}"
