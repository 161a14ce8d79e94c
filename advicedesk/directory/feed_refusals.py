"""Why a file of the directory is refused: each sentence once, for the command and the page (pure).

The command tells them in English, the page in the reader's language.
"""


def N_(text: str) -> str:
    """Mark a text for extraction and return it as it is."""
    return text


NO_JSON = N_("%(name)s is no JSON file")
WEB_PAGE = N_("%(name)s is no JSON file: it is a web page")
EMPTY = N_("%(name)s is no JSON file: it is empty")
COMMENTS = N_("%(name)s is no JSON file: it has comments")
ENDS_EARLY = N_("%(name)s is no JSON file: it ends too early")
WRONG_LINE = N_("%(name)s is no JSON file: line %(line)s is wrong")
NO_TEXT = N_("%(name)s is no text")
NO_TABLE = N_("%(name)s is no CSV table")
NOT_CSV = N_("This is no CSV table.")
TOO_LARGE = N_("%(name)s is too large: %(most)s MB at most")
TOO_MANY_FILES = N_("%(name)s holds too many files: %(most)s at most")
BROKEN_ZIP = N_("%(name)s is a broken zip archive")
LOCKED_ZIP = N_("%(name)s is a broken or locked zip archive")
BROKEN_WORKBOOK = N_("%(name)s is a broken workbook")
NO_FEED = N_("%(name)s is no directory feed; can be read: %(formats)s")
ONE_TABLE = N_("%(name)s is one table of an HSDS data package; name its folder or its zip")
OTHER_FORMAT = N_("%(name)s is %(found)s, not %(told)s")
NO_FILE = N_("there is no file of a directory to read")
SEVERAL_SOURCES = N_("the files come from several sources; import them one by one")
PTV_7 = N_("These are hours of PTV version 7 without a place they belong to.")
NO_PTV = N_("This is no answer of PTV's open interface.")
NO_PTV_12 = N_("This is no answer of PTV version 12.")
OLD_HSDS = N_("This is HSDS of an old version; version 3 can be read.")
OTHER_HSDS = N_("This is HSDS version %(version)s; version 3 can be read.")
NO_SERVICES = N_("This data package has no table of services.")
NO_HSDS_TABLES = N_("%(name)s does not describe tables of HSDS")
NO_UNITS = N_("These are connections of a service map; name its units' file too.")
NO_HEADING = N_("The first line of a table must name the columns name, address, …")
TOO_MANY_LINES = N_("A table may have %(most)s lines at most.")
