"""Servers that stand where Elasticsearch should, each misbehaving in its own way."""

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PRODUCT = {
    "X-Elastic-Product": "Elasticsearch",
    "Content-Type": "application/vnd.elasticsearch+json;compatible-with=9",
}


@contextmanager
def answering(status: int, body: bytes, headers: dict[str, str]) -> Iterator[str]:
    """A server with one answer to everything; gives its address."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def answer(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(body))}.items():
                self.send_header(name, value)
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)

        do_GET = do_POST = do_PUT = do_HEAD = do_DELETE = answer

        def log_message(self, *args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@contextmanager
def hanging() -> Iterator[str]:
    """A server that accepts and never says anything."""
    with socket.create_server(("127.0.0.1", 0), backlog=128) as listener:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"


@contextmanager
def refusing() -> Iterator[str]:
    """A port where nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    yield f"http://127.0.0.1:{port}"


def elastic(status: int, answer: object) -> object:
    """A server that says it is Elasticsearch."""
    return lambda: answering(status, json.dumps(answer).encode(), PRODUCT)


OUTAGES = {
    "refuses": refusing,
    "hangs": hanging,
    "error": elastic(500, {"error": {"type": "internal", "reason": "disk"}, "status": 500}),
    "busy": elastic(429, {"error": {"type": "es_rejected_execution_exception", "reason": "queue"}, "status": 429}),
    "html": lambda: answering(200, b"<html>It works!</html>", {"Content-Type": "text/html"}),
    "other": lambda: answering(200, b'{"hello": "world"}', {"Content-Type": "application/json"}),
    "half": elastic(200, {"took": 1}),
    "list": elastic(200, [1, 2, 3]),
    "broken": lambda: answering(200, b'{"hits": {"hits": [', PRODUCT),
    "empty": elastic(404, {"error": {"type": "index_not_found_exception"}, "status": 404}),
}
