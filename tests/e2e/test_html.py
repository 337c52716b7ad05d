import shutil
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from tests.validator import errors_in

from .addresses import PAGES, addresses
from .site import Site


def test_every_page_is_valid_html(site: Site, tmp_path: Path) -> None:
    if not shutil.which("java"):
        pytest.skip("needs java for the validator")
    for language, kind in addresses():
        html = fetch(f"{site.url}/{language}/{PAGES[kind]}")
        (tmp_path / f"{language} {kind}.html").write_bytes(html)
    assert errors_in(tmp_path) == []


def fetch(url: str) -> bytes:
    try:
        with urllib.request.urlopen(url, timeout=30) as answer:
            return bytes(answer.read())
    except urllib.error.HTTPError as error:  # the page that says that there is none
        return error.read()
