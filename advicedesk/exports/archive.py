"""A zip with the same bytes for the same files: names in order, one moment for all."""

import io
from collections.abc import Mapping
from datetime import datetime
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

READABLE = 0o644 << 16


def pack(files: Mapping[str, bytes], made_at: datetime) -> bytes:
    """Return the files as one zip."""
    stream = io.BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            member = ZipInfo(name, made_at.timetuple()[:6])
            member.compress_type = ZIP_DEFLATED
            member.external_attr = READABLE
            archive.writestr(member, content)
    return stream.getvalue()
