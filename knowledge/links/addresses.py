"""Where a page or a fact leads to, read from its fields: links in prose, blocks that lead on, addresses.

A link to another site is written as its address; one to this site as "/en/…", "page:7" or "document:7".
"""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from bs4 import BeautifulSoup
from django.conf import settings
from django.db import models
from django.utils.encoding import iri_to_uri
from urllib3.exceptions import LocationParseError
from urllib3.util import parse_url
from wagtail.blocks import (
    BaseStreamBlock,
    Block,
    ListBlock,
    PageChooserBlock,
    RichTextBlock,
    StreamBlock,
    StructBlock,
    URLBlock,
)
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.fields import RichTextField, StreamField

from knowledge.media.blocks.onward import CallToActionBlock

LONGEST = 2_000  # characters: nobody types more, and PostgreSQL's index of the column has a limit


def addresses_in(instance: models.Model) -> set[str]:
    """Every address that readers of `instance` may follow from it."""
    found: set[str] = set()
    for field in instance._meta.concrete_fields:
        value = getattr(instance, field.attname)
        if isinstance(field, models.URLField):
            found.add(value or "")
        elif isinstance(field, RichTextField):
            found.update(_in_prose(value or ""))
        elif isinstance(field, StreamField):
            found.update(_in_block(value.stream_block, value))
    return {address for address in map(_tidy, found) if address}


def own_path(address: str) -> str | None:
    """The path of an address of this site, with or without its host; None for any other."""
    try:
        parts = urlsplit(address)
    except ValueError:  # brackets that hold no address: "http://[pump"
        return None
    if parts.netloc and parts.netloc.lower() != urlsplit(settings.BASE_URL).netloc.lower():
        return None
    if parts.scheme not in ("", "http", "https") or not parts.path.startswith("/"):
        return "/" if parts.netloc and not parts.path else None
    return parts.path + (f"?{parts.query}" if parts.query else "")


def _in_prose(html: str) -> Iterator[str]:
    for link in BeautifulSoup(html, "html.parser").find_all("a"):
        if link.get("linktype") in ("page", "document"):
            yield f"{link['linktype']}:{link.get('id', '')}"
        else:
            yield str(link.get("href", ""))


def _in_block(block: Block, value: Any) -> Iterator[str]:
    if not value:
        return
    if isinstance(block, BaseStreamBlock | StreamBlock):
        for child in value:
            yield from _in_block(child.block, child.value)
    elif isinstance(block, ListBlock):
        for item in value:
            yield from _in_block(block.child_block, item)
    elif isinstance(block, StructBlock):
        for name, child_block in block.child_blocks.items():
            yield from _in_block(child_block, value.get(name))
        if isinstance(block, CallToActionBlock) and not value.get("page") and value.get("path"):
            yield f"/{settings.LANGUAGE_CODE}/{value['path']}"
    else:
        yield from _in_leaf(block, value)


def _in_leaf(block: Block, value: Any) -> Iterator[str]:
    if isinstance(block, URLBlock):
        yield value
    elif isinstance(block, RichTextBlock):
        yield from _in_prose(value.source)
    elif isinstance(block, PageChooserBlock):
        yield f"page:{value.pk}"
    elif isinstance(block, DocumentChooserBlock):
        yield f"document:{value.pk}"


def _tidy(address: str) -> str:
    """The same for every way of writing one address; empty for what is not to be followed, such as mail."""
    address = address.strip().partition("#")[0]
    if address.startswith(("page:", "document:")):
        return address
    path = own_path(address)
    if path is None and not address.lower().startswith(("http://", "https://")):
        return ""
    tidied = iri_to_uri(path) if path else _outside(address)
    return tidied if len(tidied) <= LONGEST else ""


def _outside(address: str) -> str:
    try:
        return parse_url(address).url  # in ASCII letters, the name of the site too
    except LocationParseError:
        return iri_to_uri(address)
