"""A small server that speaks as LibreTranslate does, or DeepL: capitals stand for the other language."""

import json
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs


@dataclass
class Machine:
    """How it answers, and what it was asked."""

    url: str = ""
    status: int = 200
    delay: float = 0
    answer: bytes | None = None  # in place of translations
    loses_tags: bool = False
    asked: list[dict[str, Any]] = field(default_factory=list)

    def translate(self, text: str) -> str:
        if self.loses_tags:
            text = re.sub(r"<[^>]*>", "", text)
        return re.sub(r"(<[^>]*>|&\w+;)|([^<&]+)", lambda part: part[1] or part[2].upper(), text)


@contextmanager
def running(machine: Machine) -> Iterator[Machine]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            is_json = "json" in self.headers["Content-Type"]
            asked = json.loads(body) if is_json else parse_qs(body)
            machine.asked.append(asked | {"path": self.path, "authorization": self.headers["Authorization"]})
            time.sleep(machine.delay)
            texts = [machine.translate(text) for text in asked["q" if is_json else "text"]]
            told = {"translatedText": texts} if is_json else {"translations": [{"text": text} for text in texts]}
            self.send_response(machine.status)
            self.end_headers()
            self.wfile.write(machine.answer if machine.answer is not None else json.dumps(told).encode())

        def log_message(self, *args: Any) -> None:
            """Quietly."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    machine.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield machine
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
