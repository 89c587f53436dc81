"""Reading the parts of a zipped Office file under bounds, its XML without DTD; it knows nothing of sheets and cells."""

import zipfile
import zlib
from collections.abc import Iterator, Sized
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import BinaryIO, Final, Protocol
from xml.parsers import expat

from audit_app.domain.problems import Place
from audit_app.intake.faults import refusal
from audit_app.intake.limits import Limits

_BLOCK: Final = 1 << 16
_LONGEST_TAG: Final = 2_000_000  # bytes; older expat rescans an unfinished tag at each block, in quadratic time
_DIRECTORY_END: Final = 65_635  # bytes: the end of a zip's directory, with its comment and its zip64 part
_LONGEST_ENTRY: Final = 600  # bytes of one part's entry in the directory of the zip file
_MOST_NAMES: Final = 1_000  # a worksheet uses some forty names of tags and attributes, and expat forgets none
_SMALL: Final = 20_000_000  # below this a great ratio is harmless: empty formatted cells compress well


@dataclass(frozen=True, slots=True)
class PackageKind:
    """What a zipped Office file is called, and with what it is saved again."""

    noun: str
    program: str
    suffix: str

    @property
    def broken(self) -> str:
        """That it cannot be read."""
        return (
            f"The {self.noun} is damaged. Open it in {self.program}, save it again as {self.suffix} and try that file."
        )

    @property
    def bomb(self) -> str:
        """That it would fill memory or disk."""
        return f"The {self.noun} unpacks to far more than its size (a so-called zip bomb) and is refused."

    @property
    def many(self) -> str:
        """That it has too many parts."""
        return f"The {self.noun} has far more parts than it needs, and is refused. Save it again in {self.program}."

    @property
    def declares(self) -> str:
        """That its XML declares what only an attack needs."""
        return (
            f"The {self.noun} holds XML declarations (a DTD or entities), which no {self.noun} needs, and is refused."
        )

    @property
    def twice(self) -> str:
        """That two programs would read two different things."""
        return f"The {self.noun} holds a part twice, so that programs would read it differently."

    @property
    def encrypted(self) -> str:
        """That it needs a password."""
        return f"The {self.noun} is encrypted. Remove the password, save it and try again."


WORKBOOK: Final = PackageKind("workbook", "Excel", ".xlsx")
DOCUMENT: Final = PackageKind("document", "Word", ".docx")


class XmlHandler(Protocol):
    """What a reader of one XML part does at each tag; names come without their prefix."""

    def start(self, name: str, attributes: dict[str, str], /) -> None:
        """A tag opens."""

    def end(self, name: str, /) -> None:
        """A tag closes."""

    def text(self, data: str, /) -> None:
        """Text stands between tags."""


class _Declaration(Exception):  # it only carries the finding out of expat
    """The XML declares a document type."""


class _RootReached(Exception):  # not an error: all before the root has been seen
    """The first tag was reached."""


class Package:
    """An open zip file whose parts are unpacked under bounds, whatever their headers claim.

    Every XML part is looked at up to its first tag, where alone a DTD can stand, even when it is never read.
    Raises AppError when it is no zip, has too many parts, an implausible size, or a DTD.
    """

    def __init__(self, file: BinaryIO, name: str, limits: Limits, kind: PackageKind = WORKBOOK) -> None:
        self._kind = kind
        self._place = Place(file=name)
        self._limits = limits
        self._inflated = 0
        if directory_size(file) > limits.entries * _LONGEST_ENTRY:
            raise refusal(self._kind.many, self._place)
        try:
            self._zip = zipfile.ZipFile(file)
        except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError, OSError) as error:
            raise refusal(self._kind.broken, self._place) from error
        self._parts = {entry.filename: entry for entry in self._zip.infolist()}
        self._check_entries(file)

    def _check_entries(self, file: BinaryIO) -> None:
        entries = self._zip.infolist()
        if len(entries) > self._limits.entries:
            raise refusal(self._kind.many, self._place)
        if len(self._parts) < len(entries):
            raise refusal(self._kind.twice, self._place)
        if any(entry.flag_bits & 1 for entry in entries):
            raise refusal(self._kind.encrypted, self._place)
        if any(entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for entry in entries):
            raise refusal(self._kind.broken, self._place)
        size = file.seek(0, 2)
        claimed = sum(entry.file_size for entry in entries)
        if claimed > self._limits.inflated_bytes or claimed > max(_SMALL, size * self._limits.ratio):
            raise refusal(self._kind.bomb, self._place)
        for name in self._parts:
            if PurePosixPath(name).suffix.lower() in (".xml", ".rels"):
                self._refuse_dtd(name)

    def names(self) -> frozenset[str]:
        """The names of all parts."""
        return frozenset(self._parts)

    def read(self, name: str, most: int) -> bytes:
        """One part unpacked whole. Raises AppError when it is damaged or unpacks to over `most` bytes."""
        return b"".join(self._blocks(name, most))

    def head(self, name: str) -> bytes:
        """The first 64 KB of one part. Raises AppError when it is damaged."""
        return next(self._blocks(name, self._limits.inflated_bytes), b"")

    def _blocks(self, name: str, most: int) -> Iterator[bytes]:
        """Unpack one part block by block, counting what really comes out."""
        entry = self._parts[name]
        own = 0
        try:
            with self._zip.open(entry) as stream:
                while block := stream.read(_BLOCK):
                    own += len(block)
                    self._inflated += len(block)
                    too_dense = own > _SMALL and own > entry.compress_size * self._limits.ratio
                    if own > most or self._inflated > self._limits.inflated_bytes or too_dense:
                        raise refusal(self._kind.bomb, self._place)
                    yield block
        except (
            zipfile.BadZipFile,
            zlib.error,
            NotImplementedError,
            RuntimeError,
            ValueError,
            EOFError,
            OSError,
        ) as error:
            raise refusal(self._kind.broken, self._place) from error

    def parse(self, name: str, handler: XmlHandler, most: int) -> Iterator[None]:
        """Run a part through a handler, pausing after each block so that the caller can pass on what has come.

        Raises AppError when the part is missing, not well formed, declares a DTD, or unpacks to over `most` bytes.
        """
        if name not in self._parts:
            raise refusal(self._kind.broken, self._place)
        parser = _parser(handler)
        fed = 0
        try:
            for block in self._blocks(name, most):
                parser.Parse(block, False)
                fed += len(block)
                if fed - parser.CurrentByteIndex > _LONGEST_TAG:
                    raise refusal(self._kind.bomb, self._place)
                yield
            parser.Parse(b"", True)
            yield
        except _Declaration as error:
            raise refusal(self._kind.declares, self._place) from error
        except (expat.ExpatError, ValueError, LookupError, OverflowError) as error:
            raise refusal(self._kind.broken, self._place) from error

    def _refuse_dtd(self, name: str) -> None:
        handler = _UpToRoot()
        try:
            for _ in self.parse(name, handler, most=self._limits.part_bytes):
                pass
        except _RootReached:
            return


class _UpToRoot:
    """Stops a parser at the first tag."""

    def start(self, _name: str, _attributes: dict[str, str]) -> None:
        raise _RootReached

    def end(self, _name: str) -> None:
        raise _RootReached

    def text(self, _data: str) -> None:
        raise _RootReached


def directory_size(file: BinaryIO) -> int:
    """The size in bytes that a zip file claims for its directory, which `ZipFile` would read in one go."""
    size = file.seek(0, 2)
    file.seek(max(0, size - _DIRECTORY_END))
    tail = file.read(_DIRECTORY_END)
    file.seek(0)
    end = tail.rfind(b"PK\x05\x06")
    if end < 0:
        return 0
    claimed = int.from_bytes(tail[end + 12 : end + 16], "little")
    if end >= 76 and tail[end - 20 : end - 16] == b"PK\x06\x07":  # the larger fields of a zip64 file stand before it
        return int.from_bytes(tail[end - 36 : end - 28], "little")
    return claimed


def _parser(handler: XmlHandler) -> expat.XMLParserType:
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    names: dict[str, str] = {}
    attribute_names: set[str] = set()
    prefixes: list[str | None] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        local = names.get(name)
        if local is None:
            local = names[name] = name.rpartition(" ")[2]
            _check_count(names)
        if not attribute_names.issuperset(attributes):
            attribute_names.update(attributes)
            _check_count(attribute_names)
        handler.start(local, attributes)

    def end(name: str) -> None:
        handler.end(names[name])

    def note_prefix(prefix: str | None, _uri: str) -> None:
        prefixes.append(prefix)
        _check_count(prefixes)

    def refuse(*_: object) -> int:
        raise _Declaration

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = handler.text
    parser.StartNamespaceDeclHandler = note_prefix
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.ExternalEntityRefHandler = refuse
    return parser


def _check_count(names: Sized) -> None:
    if len(names) > _MOST_NAMES:
        raise OverflowError("far more names than any worksheet has")
