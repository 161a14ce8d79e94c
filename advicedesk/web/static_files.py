"""Static files under names that hold their own hash, so that browsers keep them for good. What
belongs together is sent as one file, and text is compressed once, when first asked for."""

import gzip
import hashlib
import mimetypes
import posixpath
import re
from dataclasses import dataclass
from functools import cache, lru_cache

from flask import Flask, Response, abort, current_app, request, url_for

from advicedesk import paths
from advicedesk.web.access import open_to_everyone

SHEET = "css/desk.css"
# sent as one, in this order: every file of a page costs a kilobyte of headers
JOINED = {
    SHEET: tuple(
        f"css/{layer}.css" for layer in ("reset", "tokens", "base", "components", "pages")
    ),
    "js/offline.js": tuple(
        f"js/offline_{part}.js" for part in ("store", "sending", "pill", "warm_up")
    ),
    "js/log.js": tuple(
        f"js/{part}.js"
        for part in ("log_visit", "log_usual", "log_keys", "drafts", "offline_saving")
    ),
}
# a line that is a comment of a script as a whole is for who reads the source
_COMMENT_LINE = re.compile(rb"^[ \t]*//.*\n", re.MULTILINE)
_HASHED = re.compile(r"^(?P<stem>.+)\.(?P<hash>[0-9a-f]{10})(?P<ending>\.\w+)$")
_TEXT = ("text/", "image/svg+xml", "application/json", "application/manifest+json")
_KEPT_FOR_GOOD = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class StaticFile:
    """The bytes of a file as they are sent."""

    content: bytes
    compressed: bytes | None
    kind: str
    fingerprint: str


def install(app: Flask) -> None:
    """Serve the static folder."""
    app.add_url_rule("/static/<path:filename>", "static", open_to_everyone(_send))


def asset(filename: str) -> str:
    """Return the address of a static file; its name holds the hash of its content."""
    if current_app.debug:
        _read.cache_clear()
    found = read_static_file(filename)
    if found is None:
        raise FileNotFoundError(filename)
    return _address_of(request.script_root, filename, found.fingerprint)


@lru_cache(maxsize=500)
def _address_of(_root: str, filename: str, fingerprint: str) -> str:
    # asked dozens of times on every page; a proxy's prefix is part of the answer
    stem, _dot, ending = filename.rpartition(".")
    return url_for("static", filename=f"{stem}.{fingerprint}.{ending}")


def read_static_file(filename: str) -> StaticFile | None:
    """Return a file of the static folder, or several that are sent as one."""
    # names that are not there are not remembered: anyone may ask for any number of them
    if filename not in JOINED and not _is_there(filename):
        return None
    return _read(filename)


def _is_there(filename: str) -> bool:
    is_plain = posixpath.normpath(filename) == filename and filename[:1] not in ("/", ".")
    return is_plain and "\0" not in filename and (paths.STATIC / filename).is_file()


@cache
def _read(filename: str) -> StaticFile:
    parts = JOINED.get(filename, (filename,))
    content = b"\n".join((paths.STATIC / part).read_bytes() for part in parts)
    if filename in JOINED:
        content = _COMMENT_LINE.sub(b"", content)
    kind = mimetypes.guess_type(filename)[0] or "application/octet-stream"
    compressed = gzip.compress(content, 9, mtime=0) if kind.startswith(_TEXT) else None
    return StaticFile(content, compressed, kind, hashlib.sha256(content).hexdigest()[:10])


def _send(filename: str) -> Response:
    hashed = _HASHED.match(filename)
    name = hashed["stem"] + hashed["ending"] if hashed else filename
    found = read_static_file(name)
    if found is None:
        abort(404)
    is_compressed = bool(found.compressed) and request.accept_encodings.quality("gzip") > 0
    answer = Response(found.compressed if is_compressed else found.content, mimetype=found.kind)
    if is_compressed:
        answer.headers["Content-Encoding"] = "gzip"
    if found.compressed:
        answer.headers["Vary"] = "Accept-Encoding"
    is_current = hashed is not None and hashed["hash"] == found.fingerprint
    answer.headers["Cache-Control"] = _KEPT_FOR_GOOD if is_current else "no-cache"
    answer.set_etag(found.fingerprint, weak=True)
    answer.make_conditional(request)
    return answer
