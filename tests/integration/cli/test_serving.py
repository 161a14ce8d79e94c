"""The server hangs up on requests that do not come to an end."""

import time
from collections.abc import Iterator

import pytest
from flask import Flask
from waitress import wasyncore

from advicedesk.cli import serving


@pytest.fixture
def server(app: Flask) -> Iterator[serving.PunctualServer]:
    """Return a server that listens but is not in its loop."""
    listener = serving.listening_socket("127.0.0.1", 0)
    made = serving.make_server(app, listener, 1)
    yield made
    made.task_dispatcher.shutdown()
    wasyncore.close_all(made._map)


def turn(server: serving.PunctualServer) -> None:
    for _number in range(5):
        wasyncore.loop(timeout=0.05, map=server._map, use_poll=True, count=1)


def test_a_request_that_trickles_in_is_cut_after_its_time(server: serving.PunctualServer) -> None:
    import socket

    with socket.create_connection(server.socket.getsockname()) as line:
        line.sendall(b"GET / HTTP/1.1\r\n")
        turn(server)
        (channel,) = server.active_channels.values()
        began = channel.began_at
        assert began is not None
        line.sendall(b"X: y\r\n")
        turn(server)
        assert channel.began_at == began
        server.maintenance(time.time())
        assert not channel.will_close
        server.maintenance(time.time() + serving.REQUEST_SECONDS + 1)
        assert channel.will_close
        turn(server)
        assert not server.active_channels


def test_an_address_of_version_6_is_written_in_brackets() -> None:
    class Listener:
        def getsockname(self) -> tuple[object, ...]:
            return ("::1", 8000, 0, 0)

    assert serving.address_of(Listener()) == "http://[::1]:8000"  # type: ignore[arg-type]
