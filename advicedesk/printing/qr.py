"""A QR code as SVG; the quiet zone is left to the sheet around it."""

from io import BytesIO

import segno


def qr_svg(address: str) -> str:
    """Draw the address at error level M, black, without a size of its own."""
    drawing = BytesIO()
    segno.make_qr(address, error="m").save(
        drawing, kind="svg", border=0, omitsize=True, xmldecl=False, svgns=True, dark="#000"
    )
    return drawing.getvalue().decode("ascii").strip()
