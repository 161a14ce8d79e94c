"""What the scripts that keep visits on a device are told: whose page it is, and all their words."""

import hashlib
import json
from collections.abc import Callable
from functools import cache, lru_cache
from typing import Any

from flask import current_app, request, url_for
from flask_babel import get_locale, ngettext
from flask_babel import gettext as _
from flask_login import current_user
from markupsafe import Markup

from advicedesk import paths
from advicedesk.languages.locale import ui_language

_HIGHEST_SAMPLE = 200


@cache
def files_version() -> str:
    """Return a fingerprint of every file that a page may load: a change makes a new store."""
    digest = hashlib.sha256()
    for path in sorted(paths.STATIC.rglob("*.*")):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:12]


def device_values() -> Markup | None:
    """Return the scripts' values as JSON; None for whoever works at no desk."""
    desk = current_user.working_desk if current_user.is_authenticated else None
    if desk is None:
        return None
    language = ui_language()
    values = {
        "staff": current_user.public_id,
        "desk": desk.desk_code,
        "language": language,
        "timezone": current_app.config["ADVICEDESK"].timezone,
        "version": files_version(),
        "addresses": _addresses(request.script_root),
        "words": _words(language),
    }
    text = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("<", "\\u003c").replace("&", "\\u0026"))  # noqa: S704 - escaped here


@lru_cache(maxsize=20)
def _addresses(_root: str) -> dict[str, str]:
    # asked on every staff page; a proxy's prefix is part of the answer
    endpoints = {
        "worker": "offline.service_worker",
        "scope": "web.start",
        "log": "visits.log_visit",
        "empty": "offline.empty_log_form",
        "offline": "offline.offline_page",
        "token": "offline.token",
        "sign_in": "accounts.sign_in",
        "sign_out": "accounts.sign_out",
    }
    return {name: url_for(endpoint) for name, endpoint in endpoints.items()}


@lru_cache(maxsize=64)
def _words(_language: str) -> dict[str, Any]:
    return {
        **{name: _by_category(text) for name, text in _COUNTED.items()},
        "saving": _("Saving…"),
        "sending": _("Sending…"),
        "no_network": _("There is no network now. They are sent when it is back."),
        "signed_out": _("You are signed out. Sign in again, then they are sent."),
        "kept": _("Saved on this device. It is sent when the network is back."),
        "begun": _("A visit that you began to type is on this device, too."),
        "not_sent": _("Not everything could be sent. Try again later."),
        "too_large": _("That was too large. Make the text shorter and save again."),
        "not_saved": _("It is not saved yet. What you typed is still here: try again."),
    }


_COUNTED: dict[str, Callable[[int], str]] = {
    "on_device": lambda count: ngettext(
        "%(num)s visit on this device", "%(num)s visits on this device", count
    ),
    "waiting": lambda count: ngettext(
        "%(num)s visit waits to be sent.", "%(num)s visits wait to be sent.", count
    ),
    "refused": lambda count: ngettext(
        "%(num)s visit was not accepted. Mend it, then save again.",
        "%(num)s visits were not accepted. Mend them one by one, then save again.",
        count,
    ),
    "elsewhere": lambda count: ngettext(
        "%(num)s visit belongs to another desk. Choose that desk to send it.",
        "%(num)s visits belong to another desk. Choose that desk to send them.",
        count,
    ),
}


def _by_category(text: Callable[[int], str]) -> dict[str, str]:
    """Return a counted text for each plural category: the browser knows which number is which."""
    locale = get_locale()
    category = locale.plural_form if locale else lambda _count: "other"
    found: dict[str, str] = {}
    for sample in range(_HIGHEST_SAMPLE):
        if category(sample) not in found:
            found[category(sample)] = text(sample).replace(str(sample), "{}")
    return found
