"""Where an answer may lead: paths of this site only, whatever a link or a form asks for."""

import re

# a browser reads \ as /, drops tabs and line ends, and takes // for another site
_OWN_PATH = re.compile(r"/(?![/\\])[^\x00-\x20\x7f-\x9f\\]{0,1999}")


def own_path(wanted: str | None) -> str | None:
    """Return the path when it stays inside the site, else None."""
    return wanted if wanted and _OWN_PATH.fullmatch(wanted) else None
