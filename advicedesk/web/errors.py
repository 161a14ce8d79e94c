"""Error pages: what happened, the likeliest reason, a way out; never a stack trace, never 5xx
for what a client sent."""

import logging
from typing import Any

from flask import Flask, Response, jsonify, render_template, request
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DBAPIError, OperationalError
from werkzeug.exceptions import HTTPException

from advicedesk.database import db

_log = logging.getLogger("advicedesk")


def install(app: Flask) -> None:
    """Register the error pages."""
    app.register_error_handler(CSRFError, _csrf_page)
    app.register_error_handler(HTTPException, _http_page)
    app.register_error_handler(DBAPIError, _database_page)
    app.register_error_handler(Exception, _unexpected_page)


def _page(status: int, heading: str, reason: str) -> tuple[str, int]:
    page = render_template("errors/error.html", heading=heading, reason=reason, status=status)
    return page, status


def _csrf_page(_error: CSRFError) -> tuple[str, int]:
    return _page(
        400,
        _("The page was too old"),
        _("It was open for long, or you signed in again in between. Go back, reload, try again."),
    )


def _http_page(error: HTTPException) -> Any:
    status = error.code or 500
    if status < 400:
        return error
    words = {
        400: (_("This could not be understood"), _("Part of the address or form was broken.")),
        403: (
            _("Your role does not open this page"),
            _("Ask an administrator if you need it in your work."),
        ),
        404: (
            _("There is nothing here"),
            _("The address is mistyped, or it belongs to another desk."),
        ),
        405: (_("This could not be understood"), _("The page cannot be used in this way.")),
        413: (_("That was too large"), _("Send a smaller file or a shorter text.")),
        429: (_("Too many tries"), _("Wait a little, then try again.")),
    }
    heading, reason = words.get(
        status, (_("This did not work"), _("Go back and try again in a moment."))
    )
    answer = app_response(_page(status, heading, reason))
    for name in ("Allow", "Retry-After"):
        if name in (given := dict(error.get_headers())):
            answer.headers[name] = given[name]
    return answer


def app_response(value: Any) -> Response:
    """Turn a view's value into a response."""
    from flask import make_response

    response: Response = make_response(value)
    return response


def _database_page(error: DBAPIError) -> Any:
    db.session.rollback()
    if not isinstance(error, OperationalError):
        return _unexpected_page(error)
    log_unusable(error)
    return _page(
        503,
        _("The desk cannot store anything right now"),
        _("Nothing was lost on this page: go back, wait a moment and save again."),
    )


def log_unusable(error: OperationalError) -> None:
    """Log that the database cannot be used: only the kind, the text may hold what was typed."""
    _log.error("database cannot be used: %s", type(error.orig).__name__)


def _unexpected_page(error: Exception) -> Any:
    db.session.rollback()
    _log_without_values(error)
    if request.path.startswith("/healthz"):
        return jsonify(status="error"), 500
    return _page(
        500,
        _("Something went wrong here"),
        _("It is our fault, not yours. Go back and try again; what you typed is still there."),
    )


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
