"""The files of a release, made again from its figures; those asked for last are kept."""

from dataclasses import dataclass
from functools import lru_cache

from flask_babel import force_locale

from advicedesk.codelists.queries import code_lists
from advicedesk.statistics.files import FileToMake, content_type, file_name, write_file
from advicedesk.statistics.making import Scope, made_at
from advicedesk.statistics.releases.figures import read_report
from advicedesk.statistics.releases.models import Release
from advicedesk.statistics.releases.queries import desks_of, get_release
from advicedesk.statistics.report import Report
from advicedesk.web.fields import desk_zone

KEPT = 32  # files of some hundred kilobytes at most


@dataclass(frozen=True, slots=True)
class MadeFile:
    """A file as it is sent."""

    name: str
    content: bytes
    content_type: str


def file_of(release: Release, form: str, language: str) -> MadeFile:
    """Return a release as a file of one format in one language; the figures are always the same.

    Its words are today's: a topic that was renamed has its new name.
    """
    words = (scope_of(release).name, code_lists().version)
    return _made(release.public_id, form, language, words)


def report_of(release: Release) -> Report:
    """Return a release as a report in the words of the page's language."""
    return _to_make(release).told_report()


def scope_of(release: Release) -> Scope:
    """Return the desks that a release is of."""
    return Scope(release.scope_code, tuple(desks_of(release)))


def _to_make(release: Release) -> FileToMake:
    report = read_report(release.figures, release.scope_code, release.threshold)
    return FileToMake(report, scope_of(release), made_at(release.released_at, desk_zone()))


@lru_cache(maxsize=KEPT)
def _made(public_id: str, form: str, language: str, _words: tuple[object, ...]) -> MadeFile:
    file = _to_make(get_release(public_id))
    with force_locale(language):
        return MadeFile(file_name(file, form), write_file(file, form), content_type(file, form))
