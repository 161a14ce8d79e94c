"""Fetching a feed: versions, pages, retries, limits; no server is asked."""

import io
import json
from collections.abc import Callable
from email.message import Message
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import Request

import pytest

from advicedesk.directory import fetching
from advicedesk.directory.errors import FeedUnreadable
from advicedesk.directory.fetching import Fetched, Version, fetch
from tests.factories.feeds import channel, page

URL = "https://open.example/list?status=published"


class _Answer(io.BytesIO):
    def __init__(self, document: Any, **headers: str) -> None:
        super().__init__(document if isinstance(document, bytes) else json.dumps(document).encode())
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}


def _refusal(code: int, **headers: str) -> HTTPError:
    told = Message()
    for name, value in headers.items():
        told[name.replace("_", "-")] = value
    return HTTPError(URL, code, "", told, io.BytesIO())


class _Server:
    """Gives the answers in turn, and remembers what was asked and how long one waited."""

    def __init__(self, *answers: Any) -> None:
        self.answers = list(answers)
        self.asked: list[Request] = []
        self.waits: list[float] = []

    def ask(self, request: Request) -> Any:
        self.asked.append(request)
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    def fetch(self, url: str = URL, known: Version | None = None) -> Fetched:
        return fetch(url, known, ask=self.ask, wait=self.waits.append)


def test_an_answer_is_named_and_its_version_kept() -> None:
    server = _Server(_Answer(page(channel()), ETag='"1"', Last_Modified="Tue"))
    found = server.fetch()
    assert (found.contents[0].name, found.is_unchanged) == ("list", False)
    assert (found.version.etag, found.version.last_modified) == ('"1"', "Tue")


def test_a_version_that_the_server_still_has_is_unchanged() -> None:
    server = _Server(_refusal(304))
    known = Version('"1"', "Tue", "abc")
    assert server.fetch(known=known) == Fetched(known, is_unchanged=True)
    assert server.asked[0].get_header("If-none-match") == '"1"'
    assert server.asked[0].get_header("If-modified-since") == "Tue"


def test_a_server_without_versions_is_compared_by_what_it_gives() -> None:
    first = _Server(_Answer([channel()])).fetch()
    assert _Server(_Answer([channel()])).fetch(known=first.version).is_unchanged
    assert not _Server(_Answer([])).fetch(known=first.version).is_unchanged


def test_all_pages_of_a_list_are_fetched_and_have_no_version_in_common() -> None:
    pages = [_Answer(page(channel(), page_count=3), ETag='"1"') for _number in range(3)]
    server = _Server(*pages)
    found = server.fetch()
    assert len(found.contents) == 3
    assert found.version.etag is None
    assert server.asked[2].full_url == "https://open.example/list?status=published&page=3"


def test_a_server_in_trouble_is_asked_again_after_a_while() -> None:
    server = _Server(
        _refusal(503), URLError("timed out"), _refusal(429, Retry_After="20"), _Answer([])
    )
    assert server.fetch().contents
    assert server.waits == [2.0, 4.0, 20.0]


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ([_refusal(404)], "open.example answers 404"),
        ([URLError("no route")] * 4, "open.example cannot be reached: no route"),
        ([TimeoutError()] * 4, "open.example cannot be reached: TimeoutError"),
        ([_Answer(page(page_count=5_000))], "more than 1000 pages"),
        ([_Answer(b"{")], "ends too early"),
    ],
)
def test_what_cannot_be_fetched_is_refused_in_one_line(answers: list[Any], words: str) -> None:
    with pytest.raises(FeedUnreadable) as refusal:
        _Server(*answers).fetch()
    assert words in refusal.value.words


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://x.example/",
        "https://a:b@x.example/",
        "https://[",
        "https://x.example/" + "x" * 500,
    ],
)
def test_only_addresses_of_the_web_without_a_password_are_asked(url: str) -> None:
    with pytest.raises(FeedUnreadable):
        _Server().fetch(url)


@pytest.mark.parametrize("count", [1, 2])
def test_what_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch, count: int) -> None:
    document = page(channel(), page_count=count)
    monkeypatch.setattr(fetching, "LARGEST", 2**20 if count == 1 else len(json.dumps(document)))
    answers = [_Answer(b" " * 2**21)] if count == 1 else [_Answer(document), _Answer(document)]
    with pytest.raises(FeedUnreadable, match="too large"):
        _Server(*answers).fetch()


def test_what_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "LONGEST_DOWNLOAD", -1)
    with pytest.raises(FeedUnreadable, match="cannot be reached"):
        _Server(*(_Answer([]) for _try in range(4))).fetch()


@pytest.fixture
def follow() -> Callable[[str, str], Any]:
    """Return how a redirection from one address to another is followed."""

    def redirect(before: str, after: str) -> Any:
        follower = fetching._StaysSafe()
        asked = Request(before)  # noqa: S310 - never opened
        return follower.redirect_request(asked, None, 302, "", Message(), after)

    return redirect


def test_redirections_stay_on_the_web_and_on_https(follow: Callable[[str, str], Any]) -> None:
    assert follow("http://a.example/", "https://b.example/").full_url == "https://b.example/"
    for before, after in (("https://a.example/", "http://a.example/"),
                          ("http://a.example/", "file:///etc/passwd")):  # fmt: skip
        with pytest.raises(FeedUnreadable):
            follow(before, after)
