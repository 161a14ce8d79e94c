"""Serving an application beside a test, ended in order: no loop is left on a closed socket."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from waitress import create_server, wasyncore


@contextmanager
def served(app: Any, threads: int = 4) -> Iterator[int]:
    """Serve on a free port until the end of the block; return the port."""
    connections: dict[int, Any] = {}
    server = create_server(app, map=connections, host="127.0.0.1", port=0, threads=threads)
    is_over = threading.Event()

    def answer() -> None:
        while not is_over.is_set():
            wasyncore.loop(timeout=0.1, map=connections, use_poll=True, count=1)

    loop = threading.Thread(target=answer, daemon=True)
    loop.start()
    try:
        yield server.effective_port
    finally:
        is_over.set()
        loop.join(5)
        server.task_dispatcher.shutdown()
        wasyncore.close_all(connections)
