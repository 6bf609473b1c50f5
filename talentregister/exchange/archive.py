"""
Whether an archive is safe to unfold, and a spreadsheet.

xlsx and ods are zip archives of XML. A small file can unfold into gigabytes, and
XML can name entities that unfold again, or other files of this computer. All of that is
judged here, from the directory of the archive and by the standard library, before a
spreadsheet reader sees it (RELIABILITY.md 4.2, rows 37, 39 and 40).
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Container, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Literal
from xml.parsers import expat

from talentregister.errors import Refused, Usage

Format = Literal["xlsx", "ods"]
SIGNATURE = b"PK\x03\x04"

# What a real sheet never reaches: 20,000 rows unfold to 12 MB, nine times their size.
LARGEST_UNFOLDED = 200_000_000
MOST_FOLDED = 100
# A workbook has a few dozen parts; a directory this long has a hundred thousand.
_LONGEST_DIRECTORY = 5_000_000
_DIRECTORY_END = b"PK\x05\x06"
_ENCRYPTED = 0x1
_OOXML, _ODS = "xl/workbook.xml", b"application/vnd.oasis.opendocument.spreadsheet"
_MANIFEST = "META-INF/manifest.xml"
# What reading a damaged part may raise.
_BROKEN = (zipfile.BadZipFile, zlib.error, expat.ExpatError, EOFError, OSError, ValueError,
           NotImplementedError, RuntimeError, KeyError)  # fmt: skip


class Archive:
    """A spreadsheet's archive that was found safe; its parts are read as XML."""

    def __init__(self, zipped: zipfile.ZipFile, file: str) -> None:
        self._zip = zipped
        self.file = file
        self.format = _format(zipped)

    def parse(self, part: str, parser: Any) -> None:
        """Feed a part to a parser, to its last byte. Raises Usage("sheet_damaged")."""
        with self.damage(), self._zip.open(part) as stream:
            parser.ParseFile(stream)

    def content(self, part: str) -> bytes:
        """A whole part. Raises Usage("sheet_damaged")."""
        with self.damage(), self._zip.open(part) as stream:
            return stream.read()

    def mentions(self, part: str, *words: bytes) -> bool:
        """Whether any of these stands in a part; read only as far as needed."""
        with self.damage(), self._zip.open(part) as stream:
            before = b""
            while piece := stream.read(65_536):
                if any(word in before + piece for word in words):
                    return True
                before = piece[-16:]
        return False

    def parts(self) -> Sequence[str]:
        """The names of all parts."""
        return self._zip.namelist()

    def with_part(self, part: str, content: bytes) -> io.BytesIO:
        """The archive once more, with other content for one part."""
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w") as copy:
            for name in dict.fromkeys(self.parts()):
                copy.writestr(name, content if name == part else self.content(name))
        made.seek(0)
        return made

    def must_be_whole(self, but: Container[str]) -> None:
        """
        Read the XML of a workbook to its end: none is damaged, none names entities.

        The parts in `but` are left, they are parsed later. Raises Usage("sheet_damaged")
        and Refused("sheet_entities").
        """
        for part in self.parts():
            if part.startswith("xl/") and part.endswith((".xml", ".rels")) and part not in but:
                self.parse(part, parser(self.file))

    @contextmanager
    def damage(self) -> Iterator[None]:
        """Whatever is wrong with the bytes of a part is Usage("sheet_damaged")."""
        try:
            yield
        except _BROKEN:
            raise Usage("sheet_damaged", hint="sheet_again", file=self.file) from None


def opened(content: bytes, file: str) -> Archive:
    """
    The spreadsheet archive in `content`.

    Raises Refused("sheet_unfolds") for one that would unfold too far, Usage("sheet_damaged")
    for half an archive, Usage("sheet_password"), and Usage("sheet_unreadable") for an
    archive that is no xlsx or ods.
    """
    _directory_must_be_short(content, file)
    try:
        zipped = zipfile.ZipFile(io.BytesIO(content))
        archive = Archive(zipped, file)
    except _BROKEN:
        raise Usage("sheet_damaged", hint="sheet_again", file=file) from None
    _must_be_small(zipped.infolist(), file)
    if not archive.format:
        raise Usage("sheet_unreadable", hint="sheet_save", file=file)
    if _is_locked(zipped, archive):
        raise Usage("sheet_password", hint="sheet_unlock", file=file)
    return archive


def parser(file: str) -> Any:
    """
    A parser of XML that refuses a document type, and with it every entity.

    Raises Refused("sheet_entities") while it parses.
    """

    def refuse(*_: object) -> None:
        raise Refused("sheet_entities", file=file)

    made = expat.ParserCreate()
    made.StartDoctypeDeclHandler = refuse
    made.buffer_text = True
    return made


def sheet_parts(archive: Archive) -> Mapping[str, str]:
    """The name of every sheet of an xlsx, and the part it stands in, in their order."""
    targets: dict[str, str] = {}
    sheets: dict[str, str] = {}

    def relation(name: str, told: Mapping[str, str]) -> None:
        if name.endswith("Relationship") and told.get("TargetMode") != "External":
            targets[told.get("Id", "")] = _within(told.get("Target", ""))

    def sheet(name: str, told: Mapping[str, str]) -> None:
        if name.rpartition(":")[2] == "sheet":
            key = next((value for at, value in told.items() if at.endswith(":id")), "")
            sheets[told.get("name", "")] = targets.get(key, "")

    for part, handler in (("xl/_rels/workbook.xml.rels", relation), (_OOXML, sheet)):
        reading = parser(archive.file)
        reading.StartElementHandler = handler
        archive.parse(part, reading)
    return sheets


def _within(target: str) -> str:
    """The part a relation of the workbook points at."""
    return posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")


def _directory_must_be_short(content: bytes, file: str) -> None:
    end = content.rfind(_DIRECTORY_END)
    if end >= 0 and int.from_bytes(content[end + 12 : end + 16], "little") > _LONGEST_DIRECTORY:
        raise Refused("sheet_unfolds", file=file, limit=_limit())


def _must_be_small(parts: Sequence[zipfile.ZipInfo], file: str) -> None:
    unfolded = sum(part.file_size for part in parts)
    folded = sum(part.compress_size for part in parts)
    if unfolded > LARGEST_UNFOLDED or unfolded > MOST_FOLDED * max(folded, 1):
        raise Refused("sheet_unfolds", file=file, limit=_limit())


def _limit() -> str:
    return f"{LARGEST_UNFOLDED // 1_000_000} MB"


def _format(zipped: zipfile.ZipFile) -> Format | None:
    names = zipped.namelist()
    if _OOXML in names:
        return "xlsx"
    if "mimetype" in names and "content.xml" in names:
        with zipped.open("mimetype") as stream:
            return "ods" if stream.read(len(_ODS)) == _ODS else None
    return None


def _is_locked(zipped: zipfile.ZipFile, archive: Archive) -> bool:
    if any(part.flag_bits & _ENCRYPTED for part in zipped.infolist()):
        return True
    return _MANIFEST in archive.parts() and archive.mentions(_MANIFEST, b"encryption-data")
