"""create_app(): settings → database → extensions → web → languages → features → commands."""

import logging
from datetime import timedelta
from importlib import import_module

from flask import Blueprint, Flask
from flask_login import current_user
from werkzeug.middleware.proxy_fix import ProxyFix

from advicedesk import paths
from advicedesk.accessibility.queries import count_waiting
from advicedesk.accounts import signing_in
from advicedesk.config import Settings, read_settings
from advicedesk.database import db, writing
from advicedesk.desks.queries import find_organisation
from advicedesk.directory.queries import known_contacts
from advicedesk.extensions import Migrations, babel, csrf, login_manager
from advicedesk.languages import locale
from advicedesk.privacy import audit, columns
from advicedesk.statistics.early_warnings import card as early_warnings_card
from advicedesk.web import (
    compression,
    errors,
    headers,
    navigation,
    start_cards,
    static_files,
    templating,
)

FEATURES = (
    "advicedesk.web.views",
    "advicedesk.accounts.views",
    "advicedesk.accessibility.views",
    "advicedesk.desks.views",
    "advicedesk.codelists.views",
    "advicedesk.privacy.views",
    "advicedesk.directory.views",
    "advicedesk.referrals.views",
    "advicedesk.visits.views",
    "advicedesk.statistics.views",
    "advicedesk.statistics.early_warnings.views",
    "advicedesk.statistics.releases.views",
    "advicedesk.statistics.open_data.views",
    "advicedesk.statistics.open_times.views",
    "advicedesk.demo.views",
)


def create_app(settings: Settings | None = None) -> Flask:
    """Build the application from its settings."""
    settings = settings or read_settings()
    app = Flask(
        "advicedesk",
        template_folder=str(paths.TEMPLATES),
        static_folder=None,  # web.static_files sends them
        root_path=str(paths.PACKAGE),
    )
    _configure(app, settings)
    _log_to_standard_error(settings)
    db.init_app(app)
    writing.prepare(app)
    Migrations(app, db, str(paths.MIGRATIONS))
    csrf.init_app(app)
    login_manager.init_app(app)
    babel.init_app(
        app, locale_selector=locale.choose_locale, timezone_selector=lambda: settings.timezone
    )
    templating.configure(app)
    headers.install(app)
    static_files.install(app)
    compression.install(app)
    errors.install(app)
    signing_in.install(app)
    audit.signed_in_id = _signed_in_id
    columns.known_contacts = known_contacts
    start_cards.cards[:] = [early_warnings_card.draw]
    navigation.waiting_counts["accessibility.feedback_list"] = count_waiting
    locale.organisation_languages = _working_languages
    for feature in FEATURES:
        for blueprint in _blueprints(feature):
            app.register_blueprint(blueprint)
    if settings.trusted_proxies:
        count = settings.trusted_proxies
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=count, x_proto=count, x_host=count, x_prefix=count
        )
    return app


def _configure(app: Flask, settings: Settings) -> None:
    app.config.update(
        ADVICEDESK=settings,
        SECRET_KEY=settings.secret_key,
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SQLALCHEMY_ENGINE_OPTIONS=_engine_options(settings),
        BABEL_DEFAULT_LOCALE="en",
        BABEL_DEFAULT_TIMEZONE=settings.timezone,
        BABEL_TRANSLATION_DIRECTORIES=str(paths.TRANSLATIONS),
        MAX_CONTENT_LENGTH=12 * 1024 * 1024,
        MAX_FORM_MEMORY_SIZE=600_000,
        MAX_FORM_PARTS=2000,
        PERMANENT_SESSION_LIFETIME=timedelta(hours=settings.signed_in_hours),
        SESSION_REFRESH_EACH_REQUEST=False,  # the time of the last page is noted by the minute
        SESSION_COOKIE_NAME="advicedesk",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        WTF_CSRF_TIME_LIMIT=settings.signed_in_hours * 3600,
        WTF_CSRF_SSL_STRICT=False,  # no Referer is ever sent (Referrer-Policy: no-referrer)
        TRUSTED_HOSTS=None,
    )
    app.json.sort_keys = False  # type: ignore[attr-defined]


def _engine_options(settings: Settings) -> dict[str, object]:
    if settings.is_sqlite:
        return {"pool_size": 20, "max_overflow": 20, "connect_args": {"timeout": 10}}
    return {"pool_pre_ping": True, "pool_size": 10, "max_overflow": 20}


def _log_to_standard_error(settings: Settings) -> None:
    logger = logging.getLogger("advicedesk")
    if logger.handlers:
        return
    writer = logging.StreamHandler()
    writer.setFormatter(
        logging.Formatter(
            '{"time":"%(asctime)s","level":"%(levelname)s","message":"%(message)s"}'
            if settings.log == "json"
            else "%(asctime)s %(levelname)s %(message)s"
        )
    )
    logger.addHandler(writer)
    logger.setLevel(logging.INFO)


def _blueprints(feature: str) -> tuple[Blueprint, ...]:
    module = import_module(feature)
    blueprints = getattr(module, "blueprints", None) or (module.blueprint,)
    return tuple(blueprints)


def _working_languages() -> list[str]:
    organisation = find_organisation()
    return organisation.working_languages if organisation else []


def _signed_in_id() -> int | None:
    return current_user.id if current_user and current_user.is_authenticated else None
