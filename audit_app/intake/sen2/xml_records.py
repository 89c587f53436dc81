"""Reading SEN2 XML one person at a time under bounds, without DTD and entities; it knows no meaning of any value."""

from collections import Counter, deque
from collections.abc import Callable, Iterator
from typing import BinaryIO, Final, NoReturn
from xml.parsers import expat

from audit_app.domain.problems import Place
from audit_app.intake.faults import refusal
from audit_app.intake.sen2.records import ELEMENTS, LABELS, PARENTS, SPELLINGS, Record

_BLOCK: Final = 1 << 16
_LONGEST_TOKEN: Final = 2_000_000  # bytes: a tag or comment that does not end fills expat's memory
_LONGEST_VALUE: Final = 10_000
_MOST_OF_PERSON: Final = 2_000  # elements; a child with ten requests has some three hundred
_DEEPEST: Final = 32
_MOST_NAMES: Final = 1_000  # a return uses some eighty, and expat forgets none
_HEADER: Final = frozenset({"referencedate"})

_DECLARES: Final = "The file declares a DTD or entities, which no SEN2 return needs, and is refused."
_BROKEN: Final = "The XML is damaged or cut off here. Export the return again from the case system."
_UNENDING: Final = "A tag or comment does not end. Export the return again from the case system."
_LONG: Final = f"A value is longer than {_LONGEST_VALUE:,} characters. Shorten it in the case system."
_NO_RETURN: Final = "The XML holds no Person, so it is not a SEN2 return, or an empty one. Choose the return's file."


class XmlReturn:
    """A SEN2 return as XML, any namespace and letter case. Memory holds one person, and what one block of text adds."""

    def __init__(self, file: BinaryIO, name: str) -> None:
        self.file = name
        self.reference_date = ""
        self.unread: Counter[str] = Counter()
        self.lacks: frozenset[str] = frozenset()
        self.faults: tuple[tuple[str, Place], ...] = ()  # XML has no cells
        self.oddities: tuple[tuple[str, Place], ...] = ()
        self._stream = file
        self._ready: deque[Record] = deque()
        self._open: list[Record] = []
        self._values: dict[str, str] | None = None  # of the record that is open
        self._names: dict[str, str] = {}
        self._kinds: dict[str, str] = {}
        self._leaves: dict[str, str] = {}
        self._texts: list[str] = []
        self._depth = 0
        self._parts = 0
        self._parser = self._made_parser()

    def place(self, person: int, record: Record, element: str = "") -> Place:
        """The line on which a record begins, the number of its person, and the element."""
        column = ELEMENTS.get(element, element) or LABELS[record.kind]
        return Place(file=self.file, line=record.line, column=column, person=person)

    def persons(self) -> Iterator[tuple[int, Record]]:
        """Each person with their number. Raises AppError, with the line, for XML that is damaged or no return."""
        number = 0
        for _ in self._parsed():
            while self._ready:
                number += 1
                yield number, self._ready.popleft()
        if not number:
            raise refusal(_NO_RETURN, Place(file=self.file))

    def _parsed(self) -> Iterator[None]:
        """Feed the parser, pausing after each block."""
        fed = 0
        try:
            while block := self._stream.read(_BLOCK):
                self._parser.Parse(block, False)
                fed += len(block)
                if fed - self._parser.CurrentByteIndex > _LONGEST_TOKEN:
                    self._refuse(_UNENDING)
                self._bound_text()
                yield
            self._parser.Parse(b"", True)
            yield
        except (expat.ExpatError, ValueError, LookupError) as error:
            raise refusal(_BROKEN, self._here()) from error

    def _made_parser(self) -> expat.XMLParserType:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._texts.append  # no function of ours: half of all calls are for text
        refuse: Callable[..., int] = self._refuse_declaration
        parser.StartDoctypeDeclHandler = refuse
        parser.EntityDeclHandler = refuse
        parser.ExternalEntityRefHandler = refuse
        return parser

    def _start(self, name: str, _attributes: dict[str, str]) -> None:
        self._texts.clear()
        self._depth += 1
        if self._depth > _DEEPEST:
            self._refuse(f"Elements stand over {_DEEPEST} deep in each other, which no SEN2 return needs.")
        kind = self._kinds.get(name)
        if kind is None:
            kind = self._learnt(name)
        if kind:
            self._begin_record(kind)

    def _begin_record(self, kind: str) -> None:
        inside = self._open[-1].kind if self._open else ""
        if inside != PARENTS[kind]:
            stands = f"in {LABELS[inside]}" if inside else "outside any Person"
            self._refuse(f"{LABELS[kind]} stands {stands}, where it cannot be read. Export the return again.")
        record = Record(kind, self._parser.CurrentLineNumber)
        if self._open:
            self._open[-1].children.append(record)
        else:
            self._parts = 0
        self._open.append(record)
        self._values = record.values

    def _end(self, name: str) -> None:
        self._depth -= 1
        self._parts += 1
        leaf = self._leaves.get(name)
        if leaf is None or self._values is None:
            self._end_other(name)
            return
        texts = self._texts  # as `_text` does, without the way there
        if not texts:
            value = ""
        elif len(texts) == 1 and len(texts[0]) <= _LONGEST_VALUE:
            value = texts[0].strip()
        else:
            value = self._text()
        if self._values.setdefault(leaf, value) != value:
            self._refuse(f"{ELEMENTS[leaf]} stands twice in one {LABELS[self._open[-1].kind]}. Correct it.")
        texts.clear()

    def _end_other(self, name: str) -> None:
        local = self._names[name]
        if self._parts > _MOST_OF_PERSON and self._open:
            self._refuse("One Person holds far more than a child's records can. Export the return again.")
        if local in PARENTS:
            record = self._open.pop()
            self._values = self._open[-1].values if self._open else None
            if not self._open:
                self._ready.append(record)
        elif local in _HEADER:
            self.reference_date = self._text()
        elif local not in ELEMENTS and self._open and self._text():
            self.unread[local] += 1
        self._texts.clear()

    def _text(self) -> str:
        """The text since the last tag."""
        texts = self._texts
        text = "".join(texts).strip()
        if len(text) > _LONGEST_VALUE:
            self._refuse(_LONG)
        return text

    def _bound_text(self) -> None:
        """Let no text without end gather between two blocks."""
        if sum(map(len, self._texts)) > _LONGEST_VALUE:
            if not "".join(self._texts).isspace():
                self._refuse(_LONG)
            self._texts.clear()

    def _learnt(self, name: str) -> str:
        """Note what an element is; returns the kind of record that it begins, empty for any other."""
        if len(self._names) >= _MOST_NAMES:
            self._refuse("The file has far more names of elements than a SEN2 return. Choose the return's file.")
        short = name.rpartition(" ")[2].casefold()
        local = self._names[name] = SPELLINGS.get(short, short)
        if local in ELEMENTS:
            self._leaves[name] = local
        self._kinds[name] = local if local in PARENTS else ""
        return self._kinds[name]

    def _refuse_declaration(self, *_: object) -> int:
        self._refuse(_DECLARES)

    def _refuse(self, message: str) -> NoReturn:
        raise refusal(message, self._here())

    def _here(self) -> Place:
        return Place(file=self.file, line=self._parser.CurrentLineNumber)
