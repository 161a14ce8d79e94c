"""Error pages: what happened, what is safe, what to do next, a button that mends it; never a stack
trace, never 5xx for what a client sent."""

import logging
from typing import Any

from flask import Flask, Response, current_app, jsonify, make_response, render_template, request
from flask_login import current_user
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DBAPIError, OperationalError
from werkzeug.exceptions import HTTPException

from advicedesk.database import db
from advicedesk.web import error_words
from advicedesk.web.access import access_of
from advicedesk.web.error_words import ErrorWords

_log = logging.getLogger("advicedesk")
_WORTH_ANOTHER_TRY = (400, 409, 413, 422, 429, 500, 503)


def install(app: Flask) -> None:
    """Register the error pages."""
    app.register_error_handler(CSRFError, _csrf_page)
    app.register_error_handler(HTTPException, _http_page)
    app.register_error_handler(DBAPIError, _database_page)
    app.register_error_handler(Exception, _unexpected_page)


def error_page(status: int, words: ErrorWords) -> tuple[str, int]:
    """Return a page that says why something did not work."""
    page = render_template(
        "errors/error.html",
        words=words,
        status=status,
        again=_address_again() if status in _WORTH_ANOTHER_TRY else None,
    )
    return page, status


def _address_again() -> str | None:
    """Return the address of the page that was asked for or whose form was sent, if there is one."""
    adapter = current_app.create_url_adapter(request)
    if adapter is None or not adapter.test(request.path, "GET"):
        return None
    return request.full_path.rstrip("?") if request.method == "GET" else request.path


def _csrf_page(_error: CSRFError) -> tuple[str, int]:
    return error_page(400, error_words.too_old())


def _http_page(error: HTTPException) -> Any:
    status = error.code or 500
    if status < 400:
        return error
    given = dict(error.get_headers())
    answer = app_response(error_page(status, _words(status, given)))
    for name in ("Allow", "Retry-After"):
        if name in given:
            answer.headers[name] = given[name]
    return answer


def _words(status: int, headers: dict[str, str]) -> ErrorWords:
    if status == 403:
        access = access_of(request.endpoint) if request.endpoint else None
        if not isinstance(access, tuple) or current_user.has_role(*access):
            access = ()
        return error_words.not_for_the_role(access)
    if status == 413:
        return error_words.too_large(current_app.config["MAX_CONTENT_LENGTH"] // 1024**2)
    if status == 429:
        wait = headers.get("Retry-After", "60")
        return error_words.too_many_tries(int(wait) if wait.isdecimal() else 60)
    return error_words.unexpected() if status == 500 else error_words.for_status(status)


def app_response(value: Any) -> Response:
    """Turn a view's value into a response."""
    response: Response = make_response(value)
    return response


def _database_page(error: DBAPIError) -> Any:
    db.session.rollback()
    if not isinstance(error, OperationalError):
        return _unexpected_page(error)
    log_unusable(error)
    return error_page(503, error_words.no_database())


def log_unusable(error: OperationalError) -> None:
    """Log that the database cannot be used: only the kind, the text may hold what was typed."""
    _log.error("database cannot be used: %s", type(error.orig).__name__)


def _unexpected_page(error: Exception) -> Any:
    db.session.rollback()
    _log_without_values(error)
    if request.path.startswith("/healthz"):
        return jsonify(status="error"), 500
    return error_page(500, error_words.unexpected())


def _log_without_values(error: Exception) -> None:
    """Log where it happened and of what kind, never the message: it may hold what was typed."""
    places = []
    trace = error.__traceback__
    while trace:
        places.append(
            f"{trace.tb_frame.f_code.co_qualname}:{trace.tb_lineno}"
            if hasattr(trace.tb_frame.f_code, "co_qualname")
            else f"{trace.tb_frame.f_code.co_name}:{trace.tb_lineno}"
        )
        trace = trace.tb_next
    _log.error(
        "unexpected %s in %s at %s", type(error).__name__, request.endpoint, " < ".join(places[-6:])
    )
