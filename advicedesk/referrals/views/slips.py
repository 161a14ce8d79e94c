"""The slip at the desk: its page and its PDF."""

from typing import Any

from flask import Response, abort, redirect, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from advicedesk.database import db, writing
from advicedesk.languages import registry
from advicedesk.printing.coverage import GlyphMissing, require_glyphs
from advicedesk.printing.documents import PaperSize, texts
from advicedesk.printing.pdf import slip_pdf
from advicedesk.referrals import operations, pages
from advicedesk.referrals.composing import compose, slip_language
from advicedesk.referrals.models import Referral
from advicedesk.referrals.views.pages import AT_DESK, blueprint, own, seen_at_desk
from advicedesk.web import errors
from advicedesk.web.access import requires_role
from advicedesk.web.error_words import ErrorWords


def _paper(found: Referral) -> tuple[PaperSize, str]:
    """Return the size and the client's language that were asked for, or the usual ones."""
    asked = request.values.get("language")
    try:
        size = PaperSize(request.values.get("size") or PaperSize.A5.value)
    except ValueError:
        abort(400)
    language = slip_language(asked, found)
    if asked and asked != language:
        abort(400)
    return size, language


@blueprint.get("/<uuid:public_id>/slip")
@requires_role(*AT_DESK)
def slip(public_id: Any) -> Any:
    """Show the slip on a page that prints well, with its sizes and languages."""
    found = own(public_id, seen_at_desk())
    size, language = _paper(found)
    return pages.slip_page(
        found,
        compose(found, language),
        size,
        language=language,
        languages=registry.slip_languages(),
        is_to_print="print" in request.args,
    )


@blueprint.get("/<uuid:public_id>/slip.pdf")
@requires_role(*AT_DESK)
def slip_file(public_id: Any) -> Any:
    """Return the slip as a PDF; what was printed is recorded by the page's own button."""
    found = own(public_id, seen_at_desk())
    size, language = _paper(found)
    try:
        content = slip_pdf(compose(found, language), size)
    except GlyphMissing as missing:
        return _unprintable(missing)
    answer = Response(content, mimetype="application/pdf")
    answer.headers["Content-Disposition"] = 'inline; filename="slip.pdf"'
    return answer


@blueprint.post("/<uuid:public_id>/slip")
@requires_role(*AT_DESK)
def print_slip(public_id: Any) -> Any:
    """Record that a slip is printed, and open it; what cannot be printed is not recorded."""
    found = own(public_id, seen_at_desk())
    size, language = _paper(found)
    composed = compose(found, language)
    try:
        require_glyphs(texts(composed), composed.client_script)
    except GlyphMissing as missing:
        return _unprintable(missing)
    with writing.writing():
        operations.print_slip(
            referral=found,
            client_language=language,
            office_language=composed.office_language,
            paper_size=size.value,
            staff_member_id=current_user.id,
        )
        db.session.commit()
    address = url_for(
        "referrals.slip_file", public_id=public_id, size=size.value, language=language
    )
    return redirect(address, 303)


def _unprintable(missing: GlyphMissing) -> Any:
    signs = " ".join(f"{sign} (U+{ord(sign):04X})" for sign in missing.characters[:10])
    words = ErrorWords(
        _("The slip cannot be printed"),
        _("These letters cannot be printed here: %(signs)s", signs=signs),
        _("Nothing was changed."),
        _("Choose another language for the slip."),
    )
    return errors.error_page(422, words)
