"""Reads a PDF back as a screen reader would: the tree of tags with its text, and what is an artifact on each page."""

import io
import re
from dataclasses import dataclass, field

import pikepdf
from pikepdf import Name, Object, Pdf

_RANGE = re.compile(rb"<([0-9a-fA-F]+)> ?<([0-9a-fA-F]+)> ?<([0-9a-fA-F]+)>")
_CHAR = re.compile(rb"<([0-9a-fA-F]+)> ?<([0-9a-fA-F]+)>")
_PAINTING = {"S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "Do", "sh", "Tj", "TJ", "'", '"'}


@dataclass
class Element:
    """One element of the structure with what stands in it."""

    kind: str
    text: str = ""
    alternative: str = ""
    scope: str = ""
    kids: list["Element"] = field(default_factory=list)

    def all(self, kind: str) -> list["Element"]:
        """Every element of a kind inside, itself included, in reading order."""
        own = [self] if self.kind == kind else []
        return own + [found for kid in self.kids for found in kid.all(kind)]

    def words(self) -> str:
        """Its text and that of everything in it."""
        return " ".join(" ".join([self.text, *(kid.words() for kid in self.kids)]).split())


@dataclass
class Page:
    """One page: text by number of marked content, text of artifacts, and what is neither."""

    marked: dict[int, str] = field(default_factory=dict)
    artifacts: str = ""
    unmarked: list[str] = field(default_factory=list)


@dataclass
class Reading:
    """A whole PDF."""

    pdf: Pdf
    pages: list[Page]
    tree: Element

    def heads(self) -> list[str]:
        """The text of each page's artifacts: running head and foot."""
        return [page.artifacts for page in self.pages]


def read(data: bytes) -> Reading:
    """Read a tagged PDF."""
    pdf = pikepdf.open(io.BytesIO(data))
    pages = [_page(page) for page in pdf.pages]
    numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
    root = pdf.Root.StructTreeRoot.K[0]
    return Reading(pdf, pages, _element(root, pages, numbers))


def _element(node: Object, pages: list[Page], numbers: dict[tuple[int, int], int]) -> Element:
    made = Element(str(node.S)[1:], alternative=str(node.get("/Alt", "")))
    attributes = node.get("/A")
    if attributes is not None and "/Scope" in attributes:
        made.scope = str(attributes.Scope)[1:]
    for kid in node.get("/K", []):
        if isinstance(kid, int):
            made.text += pages[numbers[node.Pg.objgen]].marked.pop(kid)
        elif kid.get("/Type") == Name.MCR:
            made.text += pages[numbers[kid.Pg.objgen]].marked.pop(int(kid.MCID))
        elif kid.get("/Type") != Name.OBJR:  # the area of a link, which has no words of its own
            made.kids.append(_element(kid, pages, numbers))
    return made


def _page(page: pikepdf.Page) -> Page:
    made = Page()
    _walk(page, page.Resources, made, None)
    return made


def _walk(stream: pikepdf.Page | Object, resources: Object, made: Page, inside: int | str | None) -> None:
    fonts = {name: _letters(font) for name, font in resources.get("/Font", {}).items()}
    letters: dict[int, str] = {}
    for instruction in pikepdf.parse_content_stream(stream):
        operands, what = instruction.operands, str(instruction.operator)
        if what == "BDC":
            inside = int(operands[1].MCID)
            made.marked.setdefault(inside, "")
        elif what == "BMC":
            inside = "artifact"
        elif what == "EMC":
            inside = None
        elif what == "Tf":
            letters = fonts[str(operands[0])]
        elif what == "Tj":
            _put(made, inside, "".join(letters[code] for code in bytes(operands[0])))
        elif what == "Do" and resources.XObject[str(operands[0])].Subtype == Name.Form:
            form = resources.XObject[str(operands[0])]
            _walk(form, form.Resources, made, inside)
        elif what in _PAINTING and inside is None:
            made.unmarked.append(what)


def _put(made: Page, inside: int | str | None, text: str) -> None:
    if isinstance(inside, int):
        made.marked[inside] += text
    elif inside == "artifact":
        made.artifacts += text
    elif text:
        made.unmarked.append(text)


def _letters(font: Object) -> dict[int, str]:
    """Which text each code of a font stands for, from its ToUnicode table."""
    table = bytes(font.ToUnicode.read_bytes())
    found: dict[int, str] = {}
    for block in re.findall(rb"beginbfrange(.*?)endbfrange", table, re.DOTALL):
        for low, high, start in _RANGE.findall(block):
            for step in range(int(high, 16) - int(low, 16) + 1):
                found[int(low, 16) + step] = chr(int(start, 16) + step)
        for first, rest in re.findall(rb"<([0-9a-fA-F]+)> ?<[0-9a-fA-F]+> ?\[(.*?)\]", block, re.DOTALL):
            for step, code in enumerate(re.findall(rb"<([0-9a-fA-F]+)>", rest)):
                found[int(first, 16) + step] = bytes.fromhex(code.decode()).decode("utf-16-be")
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", table, re.DOTALL):
        for code, text in _CHAR.findall(block):
            found[int(code, 16)] = bytes.fromhex(text.decode()).decode("utf-16-be")
    return found
