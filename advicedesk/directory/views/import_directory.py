"""The page that imports the directory: files, a look at what they would change, then the import."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from advicedesk.database import db, writing
from advicedesk.directory import import_page
from advicedesk.directory.errors import FeedUnreadable
from advicedesk.directory.forms import ImportDirectoryForm
from advicedesk.directory.importing import import_feed
from advicedesk.directory.views.places import KEEPERS, _today, blueprint
from advicedesk.web.access import requires_role


@blueprint.get("/import")
@requires_role(*KEEPERS)
def import_directory() -> Any:
    """Ask for files; or show what those that wait would change."""
    waiting = import_page.waiting_files()
    if waiting is None:
        return _page(ImportDirectoryForm(formdata=None))
    return _page(None, waiting=waiting, preview=import_page.try_import(waiting, _today()))


@blueprint.post("/import")
@requires_role(*KEEPERS)
def import_directory_post() -> Any:
    """Keep the files for the next step, when they can be read at all."""
    form = ImportDirectoryForm()
    if not form.validate_on_submit():
        return _page(form), 422
    try:
        import_page.keep_files(form.contents(), form.told_format.data)
    except FeedUnreadable as refusal:
        form.files.errors = [import_page.refusal_words(refusal)]
        return _page(form), 422
    return redirect(url_for("directory.import_directory"), 303)


@blueprint.post("/import/confirm")
@requires_role(*KEEPERS)
def confirm_directory_import() -> Any:
    """Import the files that were shown."""
    waiting = import_page.waiting_files()
    if waiting is None or request.form.get("shown") != waiting.token:
        flash(_("The file is not kept any more. Send it again."))
        return redirect(url_for("directory.import_directory"), 303)
    found = waiting.read()
    with writing.writing():
        changes = import_feed(feed=found.feed, today=_today(), is_whole=found.is_whole)
        db.session.commit()
    import_page.forget_files()
    flash(import_page.outcome_words(changes))
    return redirect(url_for("directory.service_points"), 303)


@blueprint.post("/import/cancel")
@requires_role(*KEEPERS)
def cancel_directory_import() -> Any:
    """Forget the files."""
    import_page.forget_files()
    return redirect(url_for("directory.import_directory"), 303)


def _page(form: ImportDirectoryForm | None, **shown: Any) -> str:
    return render_template("directory/import_directory.html", form=form, **shown)
