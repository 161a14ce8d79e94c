"""Where forms and cross-walks lie: with the product, and in the installation's data folder."""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from advicedesk.statistics.report_forms.crosswalks import Crosswalk, read_crosswalk
from advicedesk.statistics.report_forms.definitions import ReportForm, read_form
from advicedesk.statistics.report_forms.errors import FormFault, FormRefused
from advicedesk.statistics.report_forms.parts import NAME

OWN_FORMS, OWN_CROSSWALKS = "report-forms", "crosswalks"
_HERE = Path(__file__).parent
_LARGEST = 256 * 1024


def list_forms(data_folder: Path) -> dict[str, ReportForm]:
    """Return the forms that can be read, by their names; one's own goes before the product's."""
    return dict(sorted(_sound_forms(data_folder)))


def _sound_forms(data_folder: Path) -> Iterator[tuple[str, ReportForm]]:
    names = {
        path.stem
        for folder in (_HERE / "forms", data_folder / OWN_FORMS)
        for path in folder.glob("*.toml")
    }
    for name in names:
        try:
            yield name, find_form(data_folder, name)
        except FormRefused:
            continue  # who asks for it by its name is told what is wrong with it


def find_form(data_folder: Path, name: str) -> ReportForm:
    """Return a form; raise FormRefused when there is none of this name, or a broken one."""
    path = _find(name, data_folder / OWN_FORMS, _HERE / "forms")
    if path is None:
        raise FormRefused(FormFault.NO_SUCH_FORM, name[:40])
    return _read_form(path, path.stat().st_mtime_ns)


def find_crosswalk(data_folder: Path, name: str) -> Crosswalk:
    """Return a cross-walk; raise FormRefused when there is none of this name, or a broken one."""
    path = _find(name, data_folder / OWN_CROSSWALKS, _HERE / "crosswalks")
    if path is None:
        raise FormRefused(FormFault.NO_SUCH_CROSSWALK, name[:40])
    return _read_crosswalk(path, path.stat().st_mtime_ns)


def _find(name: str, *folders: Path) -> Path | None:
    if not NAME.fullmatch(name):
        return None
    paths = (folder / f"{name}.toml" for folder in folders)
    return next((path for path in paths if path.is_file()), None)


@lru_cache(maxsize=50)
def _read_form(path: Path, _changed: int) -> ReportForm:
    return read_form(_content(path))


@lru_cache(maxsize=50)
def _read_crosswalk(path: Path, _changed: int) -> Crosswalk:
    return read_crosswalk(_content(path))


def _content(path: Path) -> bytes:
    if path.stat().st_size > _LARGEST:
        raise FormRefused(FormFault.NOT_TOML)
    return path.read_bytes()
