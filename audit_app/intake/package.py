"""Reading the parts of a zipped Office file under bounds, its XML without DTD; it knows nothing of sheets and cells."""

import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import BinaryIO, Final, Protocol
from xml.parsers import expat

from audit_app.domain.problems import Place
from audit_app.intake.faults import refusal
from audit_app.intake.limits import Limits

_BLOCK: Final = 1 << 16
_BROKEN: Final = "The workbook is damaged. Open it in Excel, save it again as .xlsx and try that file."
_BOMB: Final = "The workbook unpacks to far more than its size (a so-called zip bomb) and is refused."
_DTD: Final = "The workbook holds XML declarations (a DTD or entities), which no spreadsheet needs, and is refused."
_LONGEST_TAG: Final = 2_000_000  # bytes; older expat rescans an unfinished tag at each block, in quadratic time
_SMALL: Final = 20_000_000  # below this a great ratio is harmless: empty formatted cells compress well


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

    def __init__(self, file: BinaryIO, name: str, limits: Limits) -> None:
        self._place = Place(file=name)
        self._limits = limits
        self._inflated = 0
        try:
            self._zip = zipfile.ZipFile(file)
        except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError, OSError) as error:
            raise refusal(_BROKEN, self._place) from error
        self._parts = {entry.filename: entry for entry in self._zip.infolist()}
        self._check_entries(file)

    def _check_entries(self, file: BinaryIO) -> None:
        entries = self._zip.infolist()
        if len(entries) > self._limits.entries:
            raise refusal(f"The workbook has {len(entries):,} parts, far more than a register needs.", self._place)
        if len(self._parts) < len(entries):
            raise refusal("The workbook holds a part twice, so that programs would read it differently.", self._place)
        if any(entry.flag_bits & 1 for entry in entries):
            raise refusal("The workbook is encrypted. Remove the password, save it and try again.", self._place)
        size = file.seek(0, 2)
        claimed = sum(entry.file_size for entry in entries)
        if claimed > self._limits.inflated_bytes or claimed > max(_SMALL, size * self._limits.ratio):
            raise refusal(_BOMB, self._place)
        for name in self._parts:
            if PurePosixPath(name).suffix.lower() in (".xml", ".rels"):
                self._refuse_dtd(name)

    def names(self) -> frozenset[str]:
        """The names of all parts."""
        return frozenset(self._parts)

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
                        raise refusal(_BOMB, self._place)
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
            raise refusal(_BROKEN, self._place) from error

    def parse(self, name: str, handler: XmlHandler, most: int) -> Iterator[None]:
        """Run a part through a handler, pausing after each block so that the caller can pass on what has come.

        Raises AppError when the part is missing, not well formed, declares a DTD, or unpacks to over `most` bytes.
        """
        if name not in self._parts:
            raise refusal(_BROKEN, self._place)
        parser = _parser(handler)
        fed = 0
        try:
            for block in self._blocks(name, most):
                parser.Parse(block, False)
                fed += len(block)
                if fed - parser.CurrentByteIndex > _LONGEST_TAG:
                    raise refusal(_BOMB, self._place)
                yield
            parser.Parse(b"", True)
            yield
        except _Declaration as error:
            raise refusal(_DTD, self._place) from error
        except (expat.ExpatError, ValueError, LookupError, OverflowError) as error:
            raise refusal(_BROKEN, self._place) from error

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


def _parser(handler: XmlHandler) -> expat.XMLParserType:
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    names: dict[str, str] = {}

    def start(name: str, attributes: dict[str, str]) -> None:
        local = names.get(name)
        if local is None:
            local = names[name] = name.rpartition(" ")[2]
        handler.start(local, attributes)

    def end(name: str) -> None:
        handler.end(names[name])

    def refuse(*_: object) -> int:
        raise _Declaration

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = handler.text
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.ExternalEntityRefHandler = refuse
    return parser
