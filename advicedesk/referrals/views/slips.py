"""The slip at the desk: its page and its PDF."""

from dataclasses import dataclass
from typing import Any

from flask import Response, abort, redirect, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from advicedesk.database import db, writing
from advicedesk.languages import registry
from advicedesk.printing.coverage import GlyphMissing, require_glyphs
from advicedesk.printing.documents import PaperSize, Slip, texts
from advicedesk.printing.pdf import slips_pdf
from advicedesk.referrals import operations, pages
from advicedesk.referrals.composing import compose_papers, slip_language
from advicedesk.referrals.models import Referral
from advicedesk.referrals.papers import Places, of_one_visit
from advicedesk.referrals.views.pages import AT_DESK, blueprint, own, seen_at_desk
from advicedesk.web import errors
from advicedesk.web.access import requires_role
from advicedesk.web.error_words import ErrorWords


@dataclass(frozen=True)
class Order:
    """What is to be printed."""

    size: PaperSize
    language: str
    places: Places
    has_copies: bool

    def referrals(self, found: Referral) -> list[Referral]:
        """Return the referrals that are printed, the one that was asked for first."""
        return [found] if self.places is Places.ONE else of_one_visit(found)

    def papers(self, found: Referral) -> list[Slip]:
        """Compose what is printed."""
        return compose_papers(
            self.referrals(found),
            self.language,
            is_together=self.places is Places.TOGETHER,
            has_copies=self.has_copies,
        )

    def asked(self) -> dict[str, Any]:
        """Return the words of an address that ask for the same, the usual ones left out."""
        asked: dict[str, Any] = {"size": self.size.value, "language": self.language}
        if self.places is not Places.ONE:
            asked["places"] = self.places.value
        return asked | ({"copies": "1"} if self.has_copies else {})


def _order(found: Referral) -> Order:
    """Return the paper and the client's language that were asked for, or the usual ones."""
    asked = request.values.get("language")
    try:
        size = PaperSize(request.values.get("size") or PaperSize.A5.value)
        places = Places(request.values.get("places") or Places.ONE.value)
    except ValueError:
        abort(400)
    language = slip_language(asked, found)
    if asked and asked != language:
        abort(400)
    return Order(size, language, places, has_copies=bool(request.values.get("copies")))


@blueprint.get("/<uuid:public_id>/slip")
@requires_role(*AT_DESK)
def slip(public_id: Any) -> Any:
    """Show the slip on a page that prints well, with its sizes and languages."""
    found = own(public_id, seen_at_desk())
    order = _order(found)
    return pages.slip_page(
        found,
        order.papers(found),
        order.size,
        order=order,
        languages=registry.slip_languages(),
        is_to_print="print" in request.args,
    )


@blueprint.get("/<uuid:public_id>/slip.pdf")
@requires_role(*AT_DESK)
def slip_file(public_id: Any) -> Any:
    """Return the slip as a PDF; what was printed is recorded by the page's own button."""
    found = own(public_id, seen_at_desk())
    order = _order(found)
    try:
        content = slips_pdf(order.papers(found), order.size)
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
    order = _order(found)
    papers = order.papers(found)
    try:
        for paper in papers:
            require_glyphs(texts(paper), paper.client_script)
    except GlyphMissing as missing:
        return _unprintable(missing)
    offices = [stop.office_language for paper in papers for stop in paper.stops]
    with writing.writing():
        for printed, office_language in zip(order.referrals(found), offices, strict=False):
            operations.print_slip(
                referral=printed,
                client_language=order.language,
                office_language=office_language,
                paper_size=order.size.value,
                staff_member_id=current_user.id,
            )
        db.session.commit()
    address = url_for("referrals.slip_file", public_id=public_id, **order.asked())
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
