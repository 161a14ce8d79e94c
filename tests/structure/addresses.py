"""An address for any rule of the application, with made-up values for its parts."""

from uuid import UUID

from werkzeug.routing import Rule

_MADE_UP = {"UUIDConverter": UUID(int=4), "IntegerConverter": 4, "FloatConverter": 4.0}


def address_of(rule: Rule) -> str:
    """Build an address that the rule fits."""
    values = {
        name: _MADE_UP.get(type(rule._converters[name]).__name__, "none") for name in rule.arguments
    }
    built = rule.build(values)
    assert built is not None, rule
    return built[1]
