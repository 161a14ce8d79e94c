"""Words and filters that every template may use."""

from datetime import date, datetime
from functools import lru_cache

from flask import Flask
from flask_babel import to_user_timezone
from flask_login import current_user
from jinja2 import StrictUndefined
from markupsafe import Markup

from advicedesk.languages import formats, locale, registry
from advicedesk.web.headers import csp_nonce
from advicedesk.web.navigation import menu
from advicedesk.web.static_files import asset

ui_language = locale.ui_language


def configure(app: Flask) -> None:
    """Set strictness before the environment exists, then hand over words and filters."""
    app.jinja_options = {**app.jinja_options, "undefined": StrictUndefined}
    app.jinja_env.policies["ext.i18n.trimmed"] = True
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(
        csp_nonce=csp_nonce,
        asset=asset,
        ui_language=ui_language,
        ui_direction=lambda: registry.direction(ui_language()),
        language_name=lambda code: registry.name(code, ui_language()),
        direction_of=registry.direction,
        html_tag=registry.html_tag,
        staff_languages=registry.staff_languages,
        slip_languages=registry.slip_languages,
        menu=menu,
        icon=icon,
        named=named,
    )
    app.jinja_env.filters.update(
        day=lambda value: formats.format_day(local_day(value), ui_language()),
        clock=lambda value: formats.format_clock(local(value), ui_language()),
        moment=lambda value: formats.format_moment(local(value), ui_language()),
        number=lambda value: formats.format_number(value, ui_language()),
        named=named,
    )
    app.context_processor(lambda: {"signed_in": current_user})


def local(moment: datetime) -> datetime:
    """Return a moment in the desk's own time."""
    value: datetime = to_user_timezone(moment)
    return value


def local_day(value: datetime | date) -> date:
    """Return the desk's own day of a moment; days pass through."""
    return local(value).date() if isinstance(value, datetime) else value


def named(names: dict[str, str], language: str | None = None) -> str:
    """Return a name in the page's language, else English, Finnish, Swedish, else any."""
    for code in (language or ui_language(), "en", "fi", "sv"):
        if names.get(code):
            return names[code]
    return next(iter(names.values()), "")


def icon(name: str, mirrors: bool = False) -> Markup:
    """Draw an icon of the sprite; it says nothing to screen readers."""
    return _drawn(asset("images/icons.svg"), name, "icon icon-mirrors" if mirrors else "icon")


@lru_cache(maxsize=500)
def _drawn(sprite: str, name: str, kind: str) -> Markup:
    return Markup('<svg class="{}" aria-hidden="true"><use href="{}#{}"/></svg>').format(
        kind, sprite, name
    )
