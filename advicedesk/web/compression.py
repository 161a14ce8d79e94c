"""Pages are compressed on their way, where their length can tell nobody anything.

The log page and the month are over 100 kB as text, a tenth of it compressed. What speaks against
it is BREACH: somebody who can make a browser ask for a page again and again, with words of theirs
in it beside a secret, learns the secret from the length. So: only answers to GET, which show
nothing that was just typed; the cookie is SameSite=Lax, so no other site can ask in a person's
name unseen; and every answer gets a name of random length in its gzip header, which blurs what
remains."""

import gzip
import io
import secrets

from flask import Flask, Response, request

_LEAST = 1000
_BLUR = 128
_LEVEL = 5


def install(app: Flask) -> None:
    """Compress the pages of an application."""
    app.after_request(_compress)


def _compress(response: Response) -> Response:
    if response.mimetype != "text/html" or response.direct_passthrough:
        return response
    response.headers.add("Vary", "Accept-Encoding")
    is_wanted = request.accept_encodings.quality("gzip") > 0 and request.method == "GET"
    if not is_wanted or response.is_streamed or "Content-Encoding" in response.headers:
        return response
    content = response.get_data()
    if len(content) >= _LEAST:
        response.set_data(_blurred_gzip(content))
        response.headers["Content-Encoding"] = "gzip"
    return response


def _blurred_gzip(content: bytes) -> bytes:
    written = io.BytesIO()
    name = "x" * (1 + secrets.randbelow(_BLUR))
    with gzip.GzipFile(name, "wb", _LEVEL, written, mtime=0) as packed:
        packed.write(content)
    return written.getvalue()
