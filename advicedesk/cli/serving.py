"""The production server: waitress, with limits for slow clients and a clean end.

waitress takes in a whole request before a thread sees it, so slow clients cost a file descriptor,
not a thread. What it lacks is an end for clients that send a byte now and then: that is here.
"""

import ctypes
import gc
import logging
import os
import signal
import socket
import time
from collections.abc import Callable
from typing import Any

from flask import Flask
from waitress import wasyncore
from waitress.adjustments import Adjustments
from waitress.channel import HTTPChannel
from waitress.server import TcpWSGIServer

REQUEST_SECONDS = 60
IDLE_SECONDS = 60
LAST_ANSWERS_SECONDS = 10
LARGEST_BODY = 13 * 1024 * 1024  # a little over the application's own limit, which answers in words
CONNECTIONS = 1000
GARBAGE_THRESHOLDS = (10_000, 20, 20)  # a page makes some thousands of objects
_ARENA_MAX = -8  # M_ARENA_MAX of malloc.h


class PunctualChannel(HTTPChannel):  # type: ignore[misc]
    """A connection that knows since when its request has been on the way."""

    began_at: float | None = None

    def received(self, piece: bytes) -> bool:
        """Take in what came, and note whether a request is still incomplete."""
        is_taken = bool(super().received(piece))
        self.began_at = (self.began_at or time.time()) if self.request is not None else None
        return is_taken


class PunctualServer(TcpWSGIServer):  # type: ignore[misc]
    """A server that hangs up on requests that do not come to an end."""

    channel_class = PunctualChannel

    def maintenance(self, now: float) -> None:
        """Close idle connections, and those whose request is incomplete for too long."""
        super().maintenance(now)
        for channel in self.active_channels.values():
            if channel.began_at and channel.began_at < now - REQUEST_SECONDS:
                channel.will_close = True

    def has_work(self) -> bool:
        """Tell whether an answer is being made or sent."""
        return any(
            channel.requests or channel.total_outbufs_len
            for channel in list(self.active_channels.values())
        )


def listening_socket(host: str, port: int) -> socket.socket:
    """Bind and listen; port 0 is any free port."""
    family, kind, protocol, _name, address = socket.getaddrinfo(
        host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
    )[0]
    listener = socket.socket(family, kind, protocol)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(1024)
    except OSError:
        listener.close()
        raise
    return listener


def address_of(listener: socket.socket) -> str:
    """Return the http address of a listening socket."""
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def make_server(app: Flask, listener: socket.socket, threads: int) -> PunctualServer:
    """Bind the application to a listening socket."""
    share_one_heap()
    # its own words would name paths, and a path may hold a slip's secret
    own_words = logging.getLogger("waitress")
    own_words.propagate = False
    own_words.addHandler(logging.NullHandler())
    is_behind_proxy = app.config["ADVICEDESK"].trusted_proxies > 0
    limits = Adjustments(
        sockets=[listener],
        threads=threads,
        ident=None,
        connection_limit=CONNECTIONS,
        channel_timeout=IDLE_SECONDS,
        cleanup_interval=5,
        max_request_body_size=LARGEST_BODY,
        max_request_header_size=32 * 1024,
        asyncore_use_poll=True,
        # without a proxy they are a client's invention; with one the application reads them
        clear_untrusted_proxy_headers=not is_behind_proxy,
    )
    described = (listener.family, listener.type, listener.proto, listener.getsockname())
    return PunctualServer(
        app, map={}, _sock=listener, adj=limits, sockinfo=described, bind_socket=False
    )


def share_one_heap() -> None:
    """Let all threads take memory from one heap: with a heap each, those who print slips keep
    half as much again, and it grows; the time is the same.
    """
    try:
        ctypes.CDLL(None).mallopt(_ARENA_MAX, 1)
    except (AttributeError, OSError):
        return  # another C library than glibc has no such setting


def serve(server: PunctualServer, when_ready: Callable[[], object]) -> None:
    """Answer until a signal to stop; what was begun is answered first."""
    is_stopping: list[int] = []

    def stop(number: int, _frame: Any) -> None:
        is_stopping.append(number)

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    # what was made for good is not gone through again and again for what could be thrown away
    gc.freeze()
    gc.set_threshold(*GARBAGE_THRESHOLDS)
    when_ready()
    while not is_stopping:
        wasyncore.loop(timeout=0.5, map=server._map, use_poll=True, count=1)
    for _pass in range(4):  # what was sent before the signal is still taken in
        wasyncore.loop(timeout=0.05, map=server._map, use_poll=True, count=1)
    server.accepting = False
    end = time.monotonic() + LAST_ANSWERS_SECONDS
    while server.has_work() and time.monotonic() < end:
        wasyncore.loop(timeout=0.1, map=server._map, use_poll=True, count=1)
    server.task_dispatcher.shutdown()
    wasyncore.close_all(server._map)


def serve_in_workers(
    make_worker: Callable[[], PunctualServer], workers: int, when_ready: Callable[[], object]
) -> bool:
    """Answer in several processes that share the socket; False when one of them failed."""
    reader, writer = os.pipe()
    children = [_fork(make_worker, writer) for _number in range(workers)]
    os.close(writer)
    is_stopping: list[int] = []

    def stop(number: int, _frame: Any) -> None:
        is_stopping.append(number)
        _end(children)

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    if _all_ready(reader, workers):
        when_ready()
    else:
        _end(children)
    are_sound = True
    while children:
        child, status = os.wait()
        children.remove(child)
        if status or not is_stopping:
            are_sound = False
            _end(children)
    return are_sound


def _fork(make_worker: Callable[[], PunctualServer], writer: int) -> int:
    child = os.fork()
    if child:
        return child
    status = 1
    try:
        serve(make_worker(), lambda: os.write(writer, b"."))
        status = 0
    finally:
        os._exit(status)


def _all_ready(reader: int, workers: int) -> bool:
    """Wait for a sign of each worker; the pipe ends early when one dies."""
    signs = 0
    while signs < workers:
        found = os.read(reader, workers)
        if not found:
            return False
        signs += len(found)
    return True


def _end(children: list[int]) -> None:
    for child in children:
        os.kill(child, signal.SIGTERM)
