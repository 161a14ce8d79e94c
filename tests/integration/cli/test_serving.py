"""The server hangs up on requests that do not come to an end."""

import http.client
import os
import signal
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from waitress import wasyncore

from advicedesk.cli import serving

from .commands import advicedesk


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


def test_what_was_begun_is_answered_before_the_end(server: serving.PunctualServer) -> None:
    answers: list[int] = []

    def ask_then_stop() -> None:
        asking = http.client.HTTPConnection(*server.socket.getsockname(), timeout=20)
        asking.request("GET", "/healthz")
        os.kill(os.getpid(), signal.SIGTERM)
        answers.append(asking.getresponse().status)
        asking.close()

    asker = threading.Thread(target=ask_then_stop)
    before = [signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)]
    try:
        serving.serve(server, asker.start)
    finally:
        asker.join()
        for number, old in zip((signal.SIGTERM, signal.SIGINT), before, strict=True):
            signal.signal(number, old)
    assert answers == [200]


def test_run_tells_the_address_and_the_set_up_link_once_it_answers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def answer_at_once(server: serving.PunctualServer, when_ready: object) -> None:
        when_ready()  # type: ignore[operator]
        server.task_dispatcher.shutdown()
        wasyncore.close_all(server._map)

    monkeypatch.setattr(serving, "serve", answer_at_once)
    result = advicedesk(tmp_path, "run", "--port", "0")
    first, second = result.output.splitlines()
    address = first.removeprefix("Advice desk: ")
    assert second.startswith(f"Set it up once: {address}/set-up?token=")


def test_run_says_when_a_worker_ended_by_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def one_failed(make_worker: object, workers: int, when_ready: object) -> bool:
        listeners.append(workers)
        return False

    listeners: list[int] = []
    real = serving.listening_socket

    def remembered(host: str, port: int) -> socket.socket:
        opened.append(real(host, port))
        return opened[-1]

    opened: list[socket.socket] = []
    monkeypatch.setattr(serving, "serve_in_workers", one_failed)
    monkeypatch.setattr(serving, "listening_socket", remembered)
    result = advicedesk(tmp_path, "run", "--port", "0", "--workers", "3")
    opened[0].close()
    assert (result.status, listeners) == (1, [3])
    assert "a worker ended by itself" in result.errors
