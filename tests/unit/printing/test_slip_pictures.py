"""Every slip still looks as it did when somebody last looked at it.

A test that fails says that a paper looks otherwise, not that it looks wrong. Meant? Then run
`python -m tests.slip_pictures` and look at the pictures that changed, in `pictures/`.
"""

from dataclasses import replace

import pytest

from advicedesk.printing.documents import NOTHING, PaperSize
from tests.factories.slips import SLIP_LANGUAGES
from tests.slip_pictures import PICTURES, an_ordinary_slip, picture, reference, share_that_differs

ALIKE = 0.003  # drawn again it is at most 0.0006, Dari beside Persian 0.01

every_size = pytest.mark.parametrize("size", PaperSize)


@pytest.mark.parametrize("language", SLIP_LANGUAGES)
@every_size
def test_a_slip_looks_as_it_did(language, size):
    drawn = picture(an_ordinary_slip(language), size)
    assert share_that_differs(drawn, reference(language, size)) < ALIKE


@every_size
def test_there_is_one_picture_a_language(size):
    kept = {place.stem for place in (PICTURES / size.value).iterdir()}
    assert kept == set(SLIP_LANGUAGES)


@every_size
def test_a_slip_that_runs_the_other_way_is_seen(size):
    turned = replace(an_ordinary_slip("ar"), client_direction="ltr")
    assert share_that_differs(picture(turned, size), reference("ar", size)) > 10 * ALIKE


@every_size
def test_a_part_that_is_gone_is_seen(size):
    without = replace(an_ordinary_slip("am"), interpreter=NOTHING)
    assert share_that_differs(picture(without, size), reference("am", size)) > 10 * ALIKE


@every_size
def test_a_slip_in_a_sister_language_is_seen(size):
    drawn = picture(an_ordinary_slip("prs"), size)
    assert share_that_differs(drawn, reference("fa", size)) > ALIKE
