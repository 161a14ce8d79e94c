"""A room that passes its ceiling becomes a folder of the same name."""

from advicedesk import paths

from .source import functions, modules

LONGEST_MODULE = 400
LONGEST_FUNCTION = 60
LONGEST_TEMPLATE = 120


def test_no_module_is_longer_than_its_ceiling() -> None:
    lengths = {
        path.relative_to(paths.PACKAGE.parent).as_posix(): len(path.read_text().splitlines())
        for path in paths.PACKAGE.rglob("*.py")
    }
    assert {path: count for path, count in lengths.items() if count > LONGEST_MODULE} == {}


def test_no_function_is_longer_than_its_ceiling() -> None:
    too_long = {
        f"{path}:{function.name}": length
        for path, tree in modules().items()
        for function in functions(tree)
        if (length := (function.end_lineno or 0) - function.lineno + 1) > LONGEST_FUNCTION
    }
    assert too_long == {}


def test_no_template_is_longer_than_its_ceiling() -> None:
    lengths = {
        path.relative_to(paths.TEMPLATES).as_posix(): len(path.read_text().splitlines())
        for path in paths.TEMPLATES.rglob("*.html")
    }
    assert {path: count for path, count in lengths.items() if count > LONGEST_TEMPLATE} == {}
