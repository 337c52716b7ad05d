"""A real server on this machine with every kind of answer a link checker may meet."""

import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Answers(BaseHTTPRequestHandler):
    """Answers by path: `/status/404`, `/endless`, `/drip`, `/slow`, `/loop`, `/hops/3`, `/only-get`, …"""

    asked: list[tuple[str, str, str]] = []
    protocol_version = "HTTP/1.1"

    def do_HEAD(self) -> None:
        self.answer()

    def do_GET(self) -> None:
        self.answer()

    def answer(self) -> None:
        self.asked.append((self.command, self.path, self.headers["User-Agent"]))
        _, name, *rest = self.path.split("/")
        getattr(self, f"answer_{name.replace('-', '_')}")(*rest)

    def reply(self, status: int, **headers: str) -> None:
        self.send_response(status)
        for header, value in headers.items():
            self.send_header(header.replace("_", "-"), value)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def answer_status(self, status: str) -> None:
        self.reply(int(status))

    def answer_only_get(self, status: str = "404") -> None:
        self.reply(200 if self.command == "GET" else int(status))

    def answer_hops(self, count: str) -> None:
        if count == "0":
            self.reply(200)
        else:
            self.reply(301, Location=f"/hops/{int(count) - 1}")

    def answer_loop(self) -> None:
        self.reply(302, Location="/loop")

    def answer_inside(self) -> None:
        self.reply(302, Location="http://127.0.0.2/")

    def answer_mail(self) -> None:
        self.reply(302, Location="mailto:somebody@example.org")

    def answer_cookie(self) -> None:
        if "seen=yes" in self.headers.get("Cookie", ""):
            self.reply(200)
        else:
            self.reply(302, Location="/cookie", Set_Cookie="seen=yes; Path=/")

    def answer_host(self) -> None:
        self.reply(200 if self.headers["Host"].startswith("localhost") else 404)

    def answer_slow(self) -> None:
        time.sleep(3)
        self.reply(200)

    def answer_drip(self) -> None:
        """A byte now and then: no single wait is long, all together never end."""
        self.close_connection = True
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX: ")
        for _second in range(30):
            time.sleep(0.1)
            try:
                self.wfile.write(b"x")
            except OSError:
                return

    def answer_endless(self) -> None:
        self.close_connection = True
        self.send_response(200)
        self.end_headers()
        try:
            while self.command == "GET":
                self.wfile.write(b"x" * 65536)
        except OSError:
            return

    def answer_hangup(self) -> None:
        self.close_connection = True
        self.connection.shutdown(socket.SHUT_RDWR)

    def answer_nonsense(self) -> None:
        self.close_connection = True
        self.wfile.write(b"I am no web server\r\n\r\n")

    def log_message(self, format: str, *args: object) -> None:
        pass


@contextmanager
def serving(context: ssl.SSLContext | None = None) -> Iterator[int]:
    """The port of a server that answers while the block runs."""
    Answers.asked = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    server.daemon_threads = True
    if context:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    server.handle_error = lambda *args: None  # type: ignore[method-assign]  # clients that break off are what it is for
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
