"""A desk that can be unplugged: the server goes away, is silent or loses an answer on its way."""

import socket
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from flask import Flask

from tests.browser.serving import served

_NO_CONTENT = [("Content-Length", "0")]


class Plug:
    """The wire to a server: pulled out, it cuts every connection, open or new."""

    def __init__(self, port: int) -> None:
        self.to_port = port
        self.port = 0
        self.wires: list[socket.socket] = []
        self.put_in()

    def put_in(self) -> None:
        """Let connections through, at the same port as before."""
        self.door = socket.create_server(("127.0.0.1", self.port))
        self.port = self.door.getsockname()[1]
        threading.Thread(target=self._let_in, args=(self.door,), daemon=True).start()

    def pull_out(self) -> None:
        """Cut every connection."""
        for wire in (self.door, *self.wires):
            with suppress(OSError):
                wire.shutdown(socket.SHUT_RDWR)
            wire.close()
        self.wires.clear()

    def _let_in(self, door: socket.socket) -> None:
        with suppress(OSError):
            while True:
                near, _who = door.accept()
                far = socket.create_connection(("127.0.0.1", self.to_port))
                self.wires += [near, far]
                for pair in ((near, far), (far, near)):
                    threading.Thread(target=_pass_on, args=pair, daemon=True).start()


def _pass_on(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while part := source.recv(65536):
            target.sendall(part)
        target.shutdown(socket.SHUT_WR)


class FailingServer:
    """Serves an application, and fails as it is told; `sent` counts the visits that arrived."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.plug: Plug
        self.fails: str = ""
        self.sent: list[str] = []
        self.speaks = threading.Event()

    @property
    def address(self) -> str:
        """Return where it listens."""
        return f"http://127.0.0.1:{self.plug.port}"

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        """Answer, or fail."""
        if environ["REQUEST_METHOD"] != "POST" or environ["PATH_INFO"] != "/visits/log":
            return self.app.wsgi_app(environ, start)
        self.sent.append(environ["PATH_INFO"])
        if self.fails == "broken":
            start("503 Service Unavailable", _NO_CONTENT)
            return []
        if self.fails == "too-large":
            start("413 Content Too Large", _NO_CONTENT)
            return []
        if self.fails == "answer-lost":
            for _part in self.app.wsgi_app(environ, lambda *_arguments: None):
                pass
            start("502 Bad Gateway", _NO_CONTENT)
            return []
        if self.fails == "silent":
            self.speaks.wait(20)
        return self.app.wsgi_app(environ, start)


@contextmanager
def failing_server(app: Flask) -> Iterator[FailingServer]:
    """Serve until the end of the block."""
    server = FailingServer(app)
    with served(server, threads=8) as port:
        server.plug = Plug(port)
        try:
            yield server
        finally:
            server.speaks.set()
            server.plug.pull_out()
