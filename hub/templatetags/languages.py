"""Languages of a page: the switcher, hreflang, what is not translated yet."""

from typing import Any

from django import template
from django.conf import settings
from django.urls import translate_url
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, override
from wagtail.models import Page

from home.translations import languages_of

register = template.Library()


@register.simple_tag(takes_context=True)
def language_links(context: template.Context) -> list[dict[str, Any]]:
    """The same item in every language: what the switcher and hreflang point to.

    Slugs are the same in all languages and the trees are kept in step, so the address only changes its prefix.
    """
    request = context.get("request")
    path = request.get_full_path() if request else "/"
    current = get_language()
    return [
        {
            "code": code,
            "name": name,
            "path": in_language(path, code),
            "url": settings.BASE_URL + in_language(path.split("?")[0], code),
            "is_current": code == current,
        }
        for code, name in settings.LANGUAGES
    ]


def in_language(path: str, code: str) -> str:
    """The address under another language; one that has no language stays as it is."""
    current = f"/{get_language()}/"
    return f"/{code}/{path.removeprefix(current)}" if path.startswith(current) else path


@register.filter
def language_name(code: str) -> str:
    """A language by its own name: it is never translated."""
    return dict(settings.LANGUAGES).get(code, code)


def languages_written(page: Page) -> dict[int, str]:
    """The pages that hold this item in words of their own, each with its language; known where the page was found."""
    if not hasattr(page, "languages_written"):
        pages = Page.objects.filter(translation_key=page.translation_key).select_related("locale")
        page.languages_written = languages_of(pages)
    return page.languages_written


@register.simple_tag(takes_context=True)
def untranslated(context: template.Context) -> dict[str, str] | None:
    """The language and address of the source, when the page shown is not translated yet."""
    page, request = context.get("page"), context.get("request")
    if request is None or page is None or not getattr(page, "alias_of_id", None):
        return None
    code = languages_written(page).get(page.alias_of_id, settings.LANGUAGE_CODE)
    path = translate_url(request.path, code)
    return {"code": code, "name": language_name(code), "path": path, "url": settings.BASE_URL + path}


@register.simple_tag(takes_context=True)
def content_lang(context: template.Context) -> SafeString | str:
    """A `lang` attribute for the page's own words where they are not in the reader's language."""
    source = context.get("source")
    return format_html(' lang="{}"', source["code"]) if source else ""


@register.simple_tag
def lang_if_other(code: str) -> SafeString | str:
    """A `lang` attribute for words in the language `code`, where that is known and not the reader's."""
    return format_html('lang="{}"', code) if code and code != get_language() else ""


@register.simple_tag(takes_context=True)
def page_languages(context: template.Context) -> list[dict[str, str]]:
    """The languages the page can really be read in, each with its address."""
    request, codes = context["request"], languages_written(context["page"]).values()
    return [
        {"code": code, "name": name, "path": translate_url(request.path, code)}
        for code, name in settings.LANGUAGES
        if code in codes
    ]


@register.simple_tag(takes_context=True)
def canonical_url(context: template.Context) -> str:
    """The address search engines should keep: the source's while a page is not translated."""
    source = context.get("source")
    return source["url"] if source else next(link["url"] for link in context["languages"] if link["is_current"])


@register.filter
def each_in_its_language(names: list[tuple[str, str]]) -> SafeString:
    """Names with their languages, as a list for the eye that is pronounced right."""
    return format_html_join(", ", '<span lang="{}">{}</span>', names)


@register.filter
def for_reader(url: str) -> str:
    """An address that was noted in the site's first language, in the reader's."""
    language = get_language() or settings.LANGUAGE_CODE
    with override(settings.LANGUAGE_CODE):
        return translate_url(url, language)


@register.filter
def own_language(path: str) -> str:
    """An address of this site written without its language, under the reader's."""
    return f"/{get_language()}/{path.lstrip('/')}" if path else ""
