"""Nothing is kept without a rule that says for how long, and why."""

from importlib import import_module

import advicedesk.app
from advicedesk import paths
from advicedesk.database import db
from advicedesk.desks.models import Organisation
from advicedesk.privacy.retention import Rule

assert advicedesk.app.FEATURES  # importing the application knows every table


def _rules() -> list[Rule]:
    found: list[Rule] = []
    for path in sorted(paths.PACKAGE.glob("*/retention.py")):
        found.extend(import_module(f"advicedesk.{path.parent.name}.retention").RULES)
    return found


def test_every_table_has_exactly_one_rule() -> None:
    for feature in advicedesk.app.FEATURES:
        import_module(feature)
    assert sorted(rule.table for rule in _rules()) == sorted(db.metadata.tables)


def test_every_rule_gives_its_reason() -> None:
    assert [rule.table for rule in _rules() if len(rule.reason) < 20] == []


def test_a_rule_that_follows_a_setting_names_a_column_of_the_organisation() -> None:
    settings = {rule.setting for rule in _rules() if rule.setting}
    assert settings <= set(Organisation.__table__.columns.keys())


def test_whatever_does_not_stay_for_good_has_a_purge() -> None:
    for path in sorted(paths.PACKAGE.glob("*/retention.py")):
        module = import_module(f"advicedesk.{path.parent.name}.retention")
        goes = [rule for rule in module.RULES if not rule.keeps_for_good]
        assert bool(goes) == hasattr(module, "purge"), path.parent.name
