"""Reference pictures of slips: one a language and paper, small enough to lie in the repository.

Made anew by `python -m tests.slip_pictures` when words or the sheet change. Then open the changed
ones (`git status` lists them) and look: cut letters, empty boxes, what overlaps, which side a line
begins at. Four greys and few dots an inch show all of that in less than six kilobytes.
"""

from io import BytesIO
from pathlib import Path

from PIL import Image, ImageChops

from advicedesk.printing.documents import PaperSize, Slip
from advicedesk.printing.pdf import slip_pictures
from advicedesk.referrals.slips import compose_slip
from tests.factories.slips import SLIP_LANGUAGES, slip_contents

PICTURES = Path(__file__).parent / "unit" / "printing" / "pictures"
DOTS = {PaperSize.A5: 40, PaperSize.RECEIPT: 33, PaperSize.A4: 28.2, PaperSize.LARGE_PRINT: 22}
GREYS = 4
DARKER = [round(255 * (grey / 255) ** 1.8) for grey in range(256)]
CELL = 5  # dots: about the height of a line
IS_SEEN = 20  # of 255: what a cell's grey may differ without a reader seeing it


def an_ordinary_slip(language: str) -> Slip:
    """Compose the slip that is drawn: every part that a slip may have."""
    return compose_slip(slip_contents(client_language=language, stub_code="7Q4KX"))


def picture(slip: Slip, size: PaperSize) -> Image.Image:
    """Draw a slip in grey, its pages side by side; small type is darkened, to be seen at all."""
    drawn = slip_pictures(slip, size, DOTS[size])
    pages = [Image.open(BytesIO(page)).convert("L").point(DARKER) for page in drawn]
    whole = Image.new("L", (sum(page.width for page in pages), pages[0].height), "white")
    left = 0
    for page in pages:
        whole.paste(page, (left, 0))
        left += page.width
    return whole


def reference(language: str, size: PaperSize) -> Image.Image:
    """Return the picture that was looked at, in grey."""
    with Image.open(_place(language, size)) as kept:
        return kept.convert("L")


def share_that_differs(one: Image.Image, other: Image.Image) -> float:
    """Return which share of two pictures' cells a reader sees differ; papers of two sizes all."""
    if one.size != other.size:
        return 1.0
    cells = ImageChops.difference(one.reduce(CELL), other.reduce(CELL)).histogram()
    return sum(cells[IS_SEEN:]) / sum(cells)


def _place(language: str, size: PaperSize) -> Path:
    return PICTURES / size.value / f"{language}.png"


def _keep(drawn: Image.Image, place: Path) -> None:
    step = 255 / (GREYS - 1)
    few = drawn.point([round(grey / step) for grey in range(256)]).convert("P")
    few.putpalette([round(grey * step) for grey in range(GREYS) for _colour in "rgb"])
    place.parent.mkdir(parents=True, exist_ok=True)
    few.save(place, "PNG", optimize=True, bits=2)


def main() -> None:
    """Draw all; a picture that still looks the same stays as it is."""
    for size in PaperSize:
        for language in SLIP_LANGUAGES:
            drawn, place = picture(an_ordinary_slip(language), size), _place(language, size)
            if not place.exists() or share_that_differs(drawn, reference(language, size)):
                _keep(drawn, place)


if __name__ == "__main__":
    main()
