"""The Elasticsearch that deploy/services runs: taken away in the middle of a test, and brought back."""

import os
import re
import shutil
import signal
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from .site import ROOT

SERVICES = ROOT / "deploy" / "services"
COMPOSE = ("docker", "compose", "-f", str(ROOT / "deploy" / "compose.services.yml"))


def elasticsearch_killer() -> Callable[[], object] | None:
    """What kills the server the tests use, or None if it is not one that deploy/services can start again."""
    running = re.search(r"elasticsearch: running at (\S+?)(?:, process (\d+))?$", _services("status"), re.MULTILINE)
    if not running or running[1] != os.environ.get("ELASTICSEARCH_URL"):
        return None
    if running[2]:
        return lambda: os.kill(int(running[2]), signal.SIGKILL)
    if shutil.which("docker") and _run(*COMPOSE, "ps", "--quiet", "elasticsearch").strip():
        return lambda: _run(*COMPOSE, "kill", "elasticsearch")
    return None


@contextmanager
def elasticsearch_away(kill: Callable[[], object]) -> Iterator[None]:
    """Without the server inside, with it again afterwards, whatever happened."""
    try:
        kill()
        yield
    finally:
        _services("up")


def _services(command: str) -> str:
    """Asked without the address we were given, which it would otherwise leave alone."""
    environment = {name: value for name, value in os.environ.items() if name != "ELASTICSEARCH_URL"}
    return _run(str(SERVICES), command, environment=environment)


def _run(*command: str, environment: dict[str, str] | None = None) -> str:
    result = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=300)
    return result.stdout + result.stderr
