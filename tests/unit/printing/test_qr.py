"""The QR code of a slip."""

import xml.etree.ElementTree as tree

from advicedesk.printing.qr import qr_svg

ADDRESS = "https://neuvonta.example.fi/s/Zk3v9Qh2Lx7TnB4mW8sYc1dR5pJ0aEgF"


def test_the_code_is_a_drawing_without_a_size_of_its_own():
    drawing = tree.fromstring(qr_svg(ADDRESS))  # noqa: S314 - our own drawing
    assert drawing.tag == "{http://www.w3.org/2000/svg}svg"
    assert "viewBox" in drawing.attrib
    assert not {"width", "height"} & set(drawing.attrib)


def test_the_same_address_draws_the_same_code():
    assert qr_svg(ADDRESS) == qr_svg(ADDRESS)
    assert qr_svg(ADDRESS) != qr_svg(ADDRESS + "x")
