"""One file that holds the whole database: a zip of desk.db and a manifest with its SHA-256.

SQLite's online backup takes one consistent state while others write; a plain copy of the file
would miss the write-ahead log. A bare database file would let most bit flips pass unseen, so the
checksum is looked at before anything is put back. The secret key is no part of it: who finds a
backup can sign nobody in.
"""

import hashlib
import json
import lzma
import os
import sqlite3
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

FORMAT = 1
_DATABASE = "desk.db"
_MANIFEST = "manifest.json"
_CHUNK = 1024 * 1024
# a flipped bit shows in many ways: an unknown way of packing is a RuntimeError
_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    KeyError,
    TypeError,
    ValueError,
    EOFError,
    OSError,
    RuntimeError,
)


class BackupUnsound(Exception):
    """The file is no backup, or it is damaged; the message says which in a few words."""


@dataclass(frozen=True)
class Manifest:
    """What a backup says of itself."""

    format: int
    made_at: str
    revision: str
    size: int
    sha256: str


def write_backup(database: Path, target: Path, *, made_at: str) -> Manifest:
    """Write the database into a new file that only its owner may read."""
    with _folder_beside(target) as folder:
        copy = folder / _DATABASE
        with closing(_connect(database)) as source, closing(_connect(copy)) as single:
            source.backup(single)
            single.execute("PRAGMA journal_mode=DELETE")
            revision = _revision(single)
        manifest = Manifest(FORMAT, made_at, revision, copy.stat().st_size, _sha256(copy))
        packed = folder / "packed"
        with zipfile.ZipFile(packed, "x", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(_MANIFEST, json.dumps(asdict(manifest), indent=1))
            archive.write(copy, _DATABASE)
        packed.chmod(0o600)
        with packed.open("rb") as file:
            os.fsync(file.fileno())
        os.link(packed, target)  # whole or not at all, and never over another file
    return manifest


@contextmanager
def unpacked(source: Path, beside: Path) -> Iterator[tuple[Manifest, Path]]:
    """Unpack a backup next to a database for as long as needed, proved sound."""
    with _folder_beside(beside) as folder:
        copy = folder / _DATABASE
        try:
            with zipfile.ZipFile(source) as archive:
                manifest = Manifest(**json.loads(archive.read(_MANIFEST)))
                with archive.open(_DATABASE) as packed, copy.open("xb") as file:
                    _copy(packed, file, manifest.size)
        except _UNREADABLE as error:
            raise BackupUnsound(f"cannot be read ({type(error).__name__})") from None
        if manifest.format != FORMAT:
            raise BackupUnsound("made by another version in another format")
        if copy.stat().st_size != manifest.size or _sha256(copy) != manifest.sha256:
            raise BackupUnsound("its checksum does not fit: the file is damaged")
        yield manifest, copy


def put_back(copy: Path, database: Path) -> None:
    """Put a whole database in the place of another in one transaction."""
    with closing(_connect(copy)) as source, closing(_connect(database)) as target:
        target.execute("PRAGMA secure_delete=ON")
        source.backup(target)
        target.execute("PRAGMA journal_mode=WAL")
        target.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _connect(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, timeout=30, isolation_level=None)


def _revision(connection: sqlite3.Connection) -> str:
    return str(connection.execute("SELECT version_num FROM alembic_version").fetchone()[0])


def _copy(packed: IO[bytes], file: IO[bytes], size: int) -> None:
    # no more than it says: a made-up archive must not fill the disk
    while (chunk := packed.read(_CHUNK)) and file.tell() <= size:
        file.write(chunk)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def _folder_beside(path: Path) -> Iterator[Path]:
    # mkdtemp's mode is 700: nobody else reads the copy meanwhile
    with tempfile.TemporaryDirectory(dir=path.absolute().parent, prefix=".advicedesk-") as folder:
        yield Path(folder)
