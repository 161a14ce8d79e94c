"""What the log page offers to choose from, made once per language and kept.

The page is opened a hundred times a day, and two thirds of it are the same each time: the words
of every option, and the panel of a need of which nothing was said yet.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from flask import current_app
from flask_babel import gettext as _
from markupsafe import Markup, escape

from advicedesk.codelists.choices import Choice
from advicedesk.codelists.models import CodeList
from advicedesk.codelists.queries import CodeLists
from advicedesk.languages import registry, search
from advicedesk.referrals.models import ReferralKind, Urgency
from advicedesk.referrals.slip_texts import BRING
from advicedesk.referrals.words import WORDS as REFERRAL_WORDS
from advicedesk.referrals.words import bring_word
from advicedesk.visits import models
from advicedesk.visits.words import choices
from advicedesk.web.static_files import asset
from advicedesk.web.templating import named

TOPIC_KEYS = "1234567890qwe"
_NEED = "visits/_need.html"
_OPTION = '<option value="%s">%s</option>'
_CHOSEN = '<option value="%s" selected>%s</option>'
_FORM_ENUMS = (
    models.ContactType,
    models.AskedBy,
    models.Bridged,
    models.InterpreterFailure,
    models.CameBy,
    models.Outcome,
    models.FirstOrReturning,
    models.AgeBand,
    models.Municipality,
    models.TimeInCountry,
)


@dataclass(frozen=True, eq=False)
class Offer:
    """The choices of a day with their words in one language."""

    topics: tuple[Choice, ...]
    acts: tuple[Choice, ...]
    unmet_reasons: tuple[Choice, ...]
    coded: dict[str, list[tuple[str, str]]]
    kinds: list[tuple[str, str]]
    urgencies: list[tuple[str, str]]
    bring_items: list[tuple[str, str]]
    subtopics: dict[str, list[list[str]]]
    script_words: dict[str, str]


@lru_cache(maxsize=64)
def offer(lists: CodeLists, day: date, language: str) -> Offer:
    """Return what can be chosen on a day, in the page's language."""
    topics = lists.offered(CodeList.TOPIC, day)
    return Offer(
        topics=topics,
        acts=lists.offered(CodeList.ACT, day),
        unmet_reasons=lists.offered(CodeList.UNMET_REASON, day),
        coded={enum.__name__: choices(enum) for enum in _FORM_ENUMS},
        kinds=[(kind.value, str(REFERRAL_WORDS[kind])) for kind in ReferralKind],
        urgencies=[(urgency.value, str(REFERRAL_WORDS[urgency])) for urgency in Urgency],
        bring_items=[(item, bring_word(item)) for item in BRING],
        subtopics={
            topic.full_code: [
                [under.short_code, named(under.names, language)] for under in topic.subtopics
            ]
            for topic in topics
        },
        script_words=_script_words(),
    )


def _script_words() -> dict[str, str]:
    return {
        "as_written": _("Not in the list: use “%(name)s” as written", name="{}"),
        "served_in": _("%(language)s, served in %(other)s", language="{0}", other="{1}"),
        "minutes": _("%(count)s min", count="{}"),
        "saving": _("Saving…"),
        "usual": _("As usual: %(what)s", what="{}"),
        "again": _("As the visit before: %(what)s", what="{}"),
        "taken_back": _("Taken back"),
        "keys_shown": _("Press a letter to go there. Escape hides the letters."),
        "as_last": _("as on your last visit in this language"),
    }


def need_panels(offered: Offer, topics: tuple[Choice, ...], needs: Any) -> list[Markup]:
    """Return the panel of every need of the form, and after them the one for the script."""
    panels = [
        _panel(offered, topics, entry.form, str(index))
        if _is_touched(entry.form)
        else _empty_panel(offered, topics, str(index))
        for index, entry in enumerate(needs)
    ]
    return [*panels, _empty_panel(offered, topics, "__need__")]


def _is_touched(need: Any) -> bool:
    return bool(not need.is_empty or need.errors or need.unmet_reason.data or need.referrals)


def _empty_panel(offered: Offer, topics: tuple[Choice, ...], index: str) -> Markup:
    if current_app.debug:
        return _panel(offered, topics, None, index)
    order = tuple(topic.full_code for topic in topics)
    return _kept_panel(offered, order, index, asset("images/icons.svg"))


@lru_cache(maxsize=256)
def _kept_panel(offered: Offer, order: tuple[str, ...], index: str, _icons: str) -> Markup:
    # the address of the icons is written in it
    by_code = {topic.full_code: topic for topic in offered.topics}
    return _panel(offered, tuple(by_code[code] for code in order), None, index)


def _panel(offered: Offer, topics: tuple[Choice, ...], need: Any, index: str) -> Markup:
    context = {
        "topics": topics,
        "topic_keys": TOPIC_KEYS,
        "acts": offered.acts,
        "unmet_reasons": offered.unmet_reasons,
        "coded": offered.coded,
        "kinds": offered.kinds,
        "urgencies": offered.urgencies,
        "bring_items": offered.bring_items,
        "bring_codes": set(BRING),
    }
    module: Any = current_app.jinja_env.get_template(_NEED).make_module(context)
    return Markup(module.need_panel(need, index))  # noqa: S704 - escaped by the template


@lru_cache(maxsize=16)
def language_options(language: str) -> str:
    """Return the languages as JSON for the picker: [code, name, endonym, search terms]."""
    rows = [
        [
            known.language_code,
            registry.name(known.language_code, language),
            known.endonym,
            search.search_terms(known, language),
        ]
        for known in registry.all_languages()
    ]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))


@lru_cache(maxsize=16)
def language_version(language: str) -> str:
    """Return the seal of what the language picker reads: browsers keep it until it changes."""
    return hashlib.sha256(language_options(language).encode()).hexdigest()[:12]


@lru_cache(maxsize=16)
def option_list(language: str) -> Markup:
    """Return the options of a language select."""
    names = sorted(
        (registry.name(known.language_code, language), known.language_code)
        for known in registry.all_languages()
    )
    return options((code, name) for name, code in names)


def options(pairs: Iterable[tuple[str, str]], chosen: str | None = None) -> Markup:
    """Return (value, word) pairs as options of a select, in one piece: templates loop slower."""
    written = [
        (_CHOSEN if value == chosen else _OPTION) % (escape(value), escape(word))
        for value, word in pairs
    ]
    return Markup("".join(written))  # noqa: S704 - escaped above
