"""Servers under measure: started as their own processes, their processor time and memory read."""

import http.client
import os
import re
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import psutil

from tests.factories.database import SECRET


@dataclass
class Running:
    """A server's process and port."""

    process: psutil.Process
    port: int

    def processor_seconds(self) -> float:
        """Return the processor time used so far, in seconds."""
        times = self.process.cpu_times()
        return times.user + times.system

    def memory_mib(self) -> float:
        """Return the memory that is its own, in MiB."""
        return self.process.memory_full_info().uss / 2**20


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


# an installed Python keeps what it compiled; a machine for tests may forbid it
AS_INSTALLED = {"PYTHONDONTWRITEBYTECODE": ""}


@contextmanager
def running(arguments: list[str], port: int, environment: dict[str, str]) -> Iterator[Running]:
    """Start a server with this Python, wait until it answers, stop it after."""
    process = subprocess.Popen(
        [sys.executable, "-m", *arguments],
        env=os.environ | AS_INSTALLED | environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait(port)
        yield Running(psutil.Process(process.pid), port)
    finally:
        process.terminate()
        process.wait(10)


def _wait(port: int) -> None:
    for _try in range(300):
        with socket.socket() as caller:
            if caller.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError("the server does not answer")


class Caller:
    """One staff member's browser: one connection, one cookie jar, a fresh token per form."""

    def __init__(self, port: int) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.cookies: dict[str, str] = {}
        self.token = ""

    def get(self, path: str) -> str:
        """Open a page; keep its token."""
        page = self._send("GET", path, None)[1]
        found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
        if found:
            self.token = found[1]
        return page

    def post(self, path: str, fields: Mapping[str, str | list[str]]) -> int:
        """Send a form; return the status."""
        body = urlencode({"csrf_token": self.token, **fields}, doseq=True)
        return self._send("POST", path, body)[0]

    def _send(self, method: str, path: str, body: str | None) -> tuple[int, str]:
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
        try:
            self.connection.request(method, path, body, headers)
            answer = self.connection.getresponse()
        except (ConnectionError, http.client.RemoteDisconnected):
            # closed while it was idle: a browser opens another
            self.connection.close()
            self.connection.request(method, path, body, headers)
            answer = self.connection.getresponse()
        page = answer.read().decode("utf-8", "replace")
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _equals, rest = value.partition("=")
                self.cookies[key] = rest.partition(";")[0]
        return answer.status, page


def together(callers: list[Caller], work: Callable[[Caller], float], each: int) -> list[float]:
    """Let all callers work at once, each so many times; return every wall time."""
    times: list[float] = []

    def run(caller: Caller) -> None:
        for _number in range(each):
            times.append(work(caller))

    threads = [threading.Thread(target=run, args=(caller,)) for caller in callers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return times


def percentile(times: list[float], share: float) -> float:
    """Return the value below which a share of the times lies."""
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def folder_environment(folder: Path) -> dict[str, str]:
    """Return the environment of a desk on a data folder."""
    return {"ADVICEDESK_DATA": str(folder), "ADVICEDESK_SECRET_KEY": SECRET}
