"""`advicedesk run`: answers, stands slow and malformed clients, ends cleanly."""

import http.client
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from .commands import advicedesk, environment


class RunningDesk:
    """A server in a process of its own."""

    def __init__(self, folder: Path, *words: str, **settings: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "advicedesk", "run", "--port", "0", *words],
            env=environment(folder, **settings),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdout is not None
        self.first_line = self.process.stdout.readline()
        found = re.search(r"http://\S+", self.first_line)
        assert found, (self.first_line, self.process.communicate(), self.process.returncode)
        self.address = found[0]
        self.port = urlsplit(self.address).port or 0

    def get(self, path: str, **headers: str) -> http.client.HTTPResponse:
        """Ask for a page."""
        asking = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            asking.request("GET", path, headers=headers)
            answer = asking.getresponse()
            answer.read()
            return answer
        finally:
            asking.close()

    def say(self, words: bytes) -> bytes:
        """Send raw bytes and read the first of the answer."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=20) as line:
            line.sendall(words)
            return line.recv(200)

    def stop(self) -> tuple[int, str, str]:
        """End it as a service manager would; return status, output and errors."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        output, errors = self.process.communicate(timeout=20)
        return self.process.returncode, output, errors


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., RunningDesk]]:
    """Return a starter of servers on the test's data folder."""
    started: list[RunningDesk] = []

    def begin(*words: str, **settings: str) -> RunningDesk:
        started.append(RunningDesk(tmp_path, *words, **settings))
        return started[-1]

    yield begin
    for desk in started:
        desk.stop()


@pytest.fixture
def folder(seeded_folder: Path, tmp_path: Path) -> Path:
    """Return the data folder of a desk that was set up."""
    shutil.copyfile(seeded_folder / "desk.db", tmp_path / "desk.db")
    return tmp_path


def test_it_answers_where_it_says_and_ends_cleanly(
    folder: Path, start: Callable[..., RunningDesk]
) -> None:
    desk = start()
    assert "set-up" not in desk.first_line
    answer = desk.get("/healthz")
    assert answer.status == 200
    assert "Server" not in answer.headers
    assert desk.get("/readyz").status == 200
    status, output, errors = desk.stop()
    assert (status, output, errors) == (0, "", "")


def test_an_empty_database_is_migrated_and_gets_one_set_up_link(
    tmp_path: Path, start: Callable[..., RunningDesk]
) -> None:
    desk = start()
    assert desk.process.stdout is not None
    line = desk.process.stdout.readline()
    link = re.search(r"http://127\.0\.0\.1:\d+/set-up\?token=[\w-]{20,}", line)
    assert link, line
    assert desk.get(link[0].removeprefix(desk.address)).status == 200
    assert desk.get("/set-up?token=wrong").status >= 400
    assert desk.stop()[1:] == ("", "")


def test_the_set_up_link_follows_the_base_url(
    tmp_path: Path, start: Callable[..., RunningDesk]
) -> None:
    desk = start(BASE_URL="https://desk.example.fi")
    assert desk.process.stdout is not None
    assert "https://desk.example.fi/set-up?token=" in desk.process.stdout.readline()


def test_several_workers_share_the_port_and_end_together(
    folder: Path, start: Callable[..., RunningDesk]
) -> None:
    desk = start("--workers", "2", "--threads", "2")
    assert [desk.get("/healthz").status for _number in range(6)] == [200] * 6
    status, _output, errors = desk.stop()
    assert (status, errors) == (0, "")
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", desk.port), timeout=2)


def test_slow_clients_do_not_keep_others_waiting(
    folder: Path, start: Callable[..., RunningDesk]
) -> None:
    desk = start("--threads", "2")
    slow = [socket.create_connection(("127.0.0.1", desk.port)) for _number in range(40)]
    try:
        for line in slow:
            line.sendall(b"POST /sign-in HTTP/1.1\r\nHost: desk\r\nContent-Length: 500\r\n\r\nuser")
        began = time.monotonic()
        assert desk.get("/healthz").status == 200
        assert time.monotonic() - began < 3
    finally:
        for line in slow:
            line.close()


MALFORMED = (
    b"NONSENSE\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: desk\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    b"POST /sign-in HTTP/1.1\r\nHost: desk\r\nContent-Length: -1\r\n\r\n",
    b"POST /sign-in HTTP/1.1\r\nHost: desk\r\nContent-Length: 99999999999\r\n\r\n",
    b"GET /" + b"a" * 70000 + b" HTTP/1.1\r\nHost: desk\r\n\r\n",
)


def test_malformed_requests_are_the_clients_fault(
    folder: Path, start: Callable[..., RunningDesk]
) -> None:
    desk = start()
    for words in MALFORMED:
        assert 400 <= int(desk.say(words).split()[1]) < 500, words[:40]
    assert desk.get("/healthz").status == 200


def test_a_proxys_headers_count_only_when_it_is_trusted(
    folder: Path, start: Callable[..., RunningDesk]
) -> None:
    https = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "10.0.0.1"}
    assert "Strict-Transport-Security" not in start().get("/sign-in", **https).headers
    trusting = start(TRUSTED_PROXIES="1")
    assert "Strict-Transport-Security" in trusting.get("/sign-in", **https).headers


def test_a_port_in_use_and_a_bad_setting_are_told_in_one_line(folder: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        result = advicedesk(folder, "run", "--port", str(taken.getsockname()[1]))
    assert result.status == 1
    assert len(result.errors.splitlines()) == 1
    bad = advicedesk(folder, "run", LOG="loud")
    assert bad.status != 0
    assert bad.errors.splitlines() == ["ADVICEDESK_LOG: must be one of text, json"]
