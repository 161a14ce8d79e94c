"""Fetching a feed from an address: with time limits, a size limit, retries and versions (ETag).

Nothing here asks the database; what the server said last time comes in and goes out as `Version`.
"""

import hashlib
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http.client import HTTPException
from typing import Any, Protocol
from urllib.error import HTTPError, URLError
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from advicedesk.directory.errors import FeedUnreadable
from advicedesk.directory.feed_files import page_count
from advicedesk.directory.imports.documents import LARGEST, Named, json_of

SECONDS = 30
LONGEST_DOWNLOAD = 15 * 60
TRIES = 4
MOST_PAGES = 1_000
LONGEST_URL = 500
_LONGEST_WAIT = 60
_TRY_AGAIN = (408, 425, 429, 500, 502, 503, 504)
_NOT_MODIFIED = 304
_AT_ONCE = 2**16


@dataclass(frozen=True)
class Version:
    """What a server calls the version that it gave."""

    etag: str | None = None
    last_modified: str | None = None
    content_hash: str | None = None


@dataclass(frozen=True)
class Fetched:
    """What an address gave: its pages, or none of them when nothing has changed."""

    version: Version
    contents: tuple[Named, ...] = ()
    is_unchanged: bool = False


class Answer(Protocol):
    """What of an answer is used; the standard library's has it."""

    headers: Mapping[str, str]

    def read(self, size: int, /) -> bytes:
        """Return some bytes."""

    def close(self) -> None:
        """End the connection."""


Open = Callable[[Request], Answer]


class _StaysSafe(HTTPRedirectHandler):
    """Follows the web only, and never from https to http."""

    def redirect_request(
        self, req: Request, fp: Any, code: int, msg: str, headers: Any, newurl: str
    ) -> Request | None:
        """Follow a redirection, or refuse it."""
        if not is_address(newurl) or (
            req.full_url.startswith("https:") and not newurl.startswith("https:")
        ):
            raise FeedUnreadable("the server sends on to an address that is not followed")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def is_address(text: str) -> bool:
    """Tell whether a text is an address of the web."""
    try:
        parts = urlsplit(text)
        return parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False


def open_address(request: Request) -> Answer:
    """Ask a server."""
    answer: Answer = build_opener(_StaysSafe).open(request, timeout=SECONDS)
    return answer


def fetch(
    url: str,
    known: Version | None = None,
    *,
    ask: Open = open_address,
    wait: Callable[[float], None] = time.sleep,
) -> Fetched:
    """Return what an address holds, with the pages behind it, or raise FeedUnreadable."""
    if not is_address(url) or len(url) > LONGEST_URL or urlsplit(url).username is not None:
        raise FeedUnreadable(f"an address begins with https:// and has {LONGEST_URL} signs at most")
    known = known or Version()
    first, headers = _ask_again(_request(url, known), ask, wait)
    if first is None:
        return Fetched(known, is_unchanged=True)
    contents = [first, *_pages_behind(url, first, ask, wait)]
    digest = hashlib.sha256(b"\0".join(each.content for each in contents)).hexdigest()
    # the first page's version says nothing of the others
    is_one = len(contents) == 1
    version = Version(
        etag=(headers.get("ETag") or "")[:200] or None if is_one else None,
        last_modified=(headers.get("Last-Modified") or "")[:60] or None if is_one else None,
        content_hash=digest,
    )
    return Fetched(version, tuple(contents), is_unchanged=digest == known.content_hash)


def _request(url: str, known: Version) -> Request:
    headers = {"User-Agent": "advicedesk", "Accept": "application/json, */*;q=0.5"}
    headers |= {"If-None-Match": known.etag} if known.etag else {}
    headers |= {"If-Modified-Since": known.last_modified} if known.last_modified else {}
    return Request(url, headers=headers)  # noqa: S310 - http and https only, see is_address


def _pages_behind(url: str, first: Named, ask: Open, wait: Callable[[float], None]) -> list[Named]:
    if first.content.lstrip()[:1] != b"{":
        return []
    count = page_count(json_of(first))
    if count > MOST_PAGES:
        raise FeedUnreadable(f"{first.name} has more than {MOST_PAGES} pages")
    size, found = len(first.content), []
    for number in range(2, count + 1):
        page, _headers = _ask_again(_request(_page(url, number), Version()), ask, wait)
        size += len(page.content) if page else 0
        if page is None or size > LARGEST:
            raise FeedUnreadable(f"{first.name} is too large: {LARGEST >> 20} MB at most")
        found.append(page)
    return found


def _page(url: str, number: int) -> str:
    parts = urlsplit(url)
    asked = [pair for pair in parse_qsl(parts.query) if pair[0] != "page"]
    return urlunsplit(parts._replace(query=urlencode([*asked, ("page", str(number))])))


def _ask_again(
    request: Request, ask: Open, wait: Callable[[float], None]
) -> tuple[Named | None, Mapping[str, str]]:
    host = urlsplit(request.full_url).hostname or ""
    for attempt in range(1, TRIES + 1):
        pause = float(2**attempt)
        try:
            return _answer(request, ask)
        except HTTPError as fault:
            fault.close()
            if fault.code == _NOT_MODIFIED:
                return None, dict(fault.headers)
            reason = f"answers {fault.code}"
            if fault.code not in _TRY_AGAIN:
                break
            pause = _asked_pause(fault.headers.get("Retry-After"), pause)
        except (URLError, TimeoutError, HTTPException, OSError) as fault:
            reason = f"cannot be reached: {getattr(fault, 'reason', None) or type(fault).__name__}"
        if attempt < TRIES:
            wait(pause)
    raise FeedUnreadable(f"{host} {reason}"[:200])


def _asked_pause(told: str | None, pause: float) -> float:
    asked = float(told) if told and told.isascii() and told.isdigit() else pause
    return min(max(asked, pause), _LONGEST_WAIT)


def _answer(request: Request, ask: Open) -> tuple[Named, Mapping[str, str]]:
    name = urlsplit(request.full_url).path.rsplit("/", 1)[-1] or urlsplit(request.full_url).netloc
    ends = time.monotonic() + LONGEST_DOWNLOAD
    answer = ask(request)
    try:
        content = bytearray()
        while part := answer.read(_AT_ONCE):
            content += part
            if len(content) > LARGEST:
                raise FeedUnreadable(f"{name} is too large: {LARGEST >> 20} MB at most")
            if time.monotonic() > ends:
                raise TimeoutError
        return Named(name[:80], bytes(content)), answer.headers
    finally:
        answer.close()
