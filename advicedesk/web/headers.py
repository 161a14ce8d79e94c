"""Response headers: a strict content policy with nonces, nothing framed, nothing leaked."""

import secrets

from flask import Flask, Response, g, request
from flask_login import current_user

from advicedesk.web.access import is_same_for_everyone

_POLICY = (
    "default-src 'none'; script-src 'nonce-{nonce}'; style-src 'self'; img-src 'self' data:;"
    " font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self';"
    " form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), interest-cohort=()"

_NOT_PRIVATE = ("static", "web.healthz", "web.readyz")


def csp_nonce() -> str:
    """Return this answer's nonce for script tags."""
    if "csp_nonce" not in g:
        g.csp_nonce = secrets.token_urlsafe(16)
    nonce: str = g.csp_nonce
    return nonce


def add_headers(response: Response) -> Response:
    """Set the headers that every answer wears."""
    headers = response.headers
    headers["Content-Security-Policy"] = _POLICY.format(nonce=csp_nonce())
    headers["X-Content-Type-Options"] = "nosniff"
    headers["X-Frame-Options"] = "DENY"
    headers["Referrer-Policy"] = "no-referrer"
    headers["Permissions-Policy"] = _PERMISSIONS
    headers["Cross-Origin-Opener-Policy"] = "same-origin"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"
    if request.is_secure:
        headers["Strict-Transport-Security"] = "max-age=31536000"
    if is_same_for_everyone(request.endpoint, response.status_code):
        headers["Access-Control-Allow-Origin"] = "*"
        headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    elif "immutable" not in headers.get("Cache-Control", "") and _is_private():
        headers["Cache-Control"] = "no-store"
    return response


def _is_private() -> bool:
    return request.endpoint not in _NOT_PRIVATE or current_user.is_authenticated


def install(app: Flask) -> None:
    """Add the headers to every answer of the application."""
    app.after_request(add_headers)
