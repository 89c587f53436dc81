"""Writes the tree of tags into a finished PDF, and says in the file that it is tagged (PDF/UA-1)."""

import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from exports.document import Document
from exports.pdf.tags import Tag
from exports.plain import one_line

_UA = "http://www.aiim.org/pdfua/ns/id/"
_PRINTED = 4  # the flag that an annotation prints
_PieceOwners = dict[int, dict[int, Object]]


@dataclass(slots=True)
class _Writing:
    """A PDF whose tree is being written: for each page, which element each piece of content belongs to.

    `links` are the elements of links in reading order, `leading` how many of a page's annotations have theirs.
    """

    pdf: Pdf
    pages: list[Object]
    owners: _PieceOwners = field(default_factory=dict)
    links: list[Object] = field(default_factory=list)
    leading: dict[int, int] = field(default_factory=dict)


def with_structure(data: bytes, tree: Tag, asked: Document, made_on: date) -> bytes:
    """The PDF with its structure, language, title and metadata; the same input gives the same bytes."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        writing = _Writing(pdf, [page.obj for page in pdf.pages])
        _write_tree(writing, tree)
        root = pdf.Root
        root.MarkInfo = Dictionary(Marked=True)
        root.Lang = String(asked.language)
        root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        _drop_fonts_not_embedded(writing.pages)
        _write_metadata(pdf, asked, made_on)
        out = io.BytesIO()
        pdf.save(
            out,
            min_version="1.7",
            deterministic_id=True,
            compress_streams=True,
            stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )
    return out.getvalue()


def _write_tree(writing: _Writing, tree: Tag) -> None:
    pdf = writing.pdf
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    root.K = Array([_element(writing, tree, root)])
    numbers: list[int | Object] = []
    for number, page in enumerate(writing.pages):
        page.StructParents = number
        page.Tabs = Name.S
        owners = writing.owners.get(number, {})
        numbers += [number, pdf.make_indirect(Array([owners[piece] for piece in range(len(owners))]))]
    for number, link in enumerate(writing.links, len(writing.pages)):
        numbers += [number, link]
    root.ParentTree = pdf.make_indirect(Dictionary(Nums=Array(numbers)))
    root.ParentTreeNextKey = len(writing.pages) + len(writing.links)
    pdf.Root.StructTreeRoot = root


def _element(writing: _Writing, tag: Tag, parent: Object) -> Object:
    made = writing.pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name(f"/{tag.kind}"), P=parent))
    if tag.alternative:
        made.Alt = String(one_line(tag.alternative))
    if tag.scope:
        made.A = Dictionary(O=Name.Table, Scope=Name(f"/{tag.scope}"))
    if tag.box is not None:
        made.A = Dictionary(O=Name.Layout, BBox=Array([*map(_number, tag.box)]), Placement=Name.Block)
    first = next((kid[0] for kid in tag.kids if isinstance(kid, tuple)), None)
    if first is not None:
        made.Pg = writing.pages[first]
    kids: list[Object | int] = []
    for kid in tag.kids:
        if isinstance(kid, Tag):
            kids.append(_element(writing, kid, made))
        else:
            kids.append(_piece(writing, made, kid, first))
    if tag.linked is not None:
        kids.append(_link(writing, made, tag.linked, tag.alternative))
    made.K = Array(kids)
    return made


def _link(writing: _Writing, owner: Object, page: int, words: str) -> Object:
    """The annotation of a link as a part of its element; a page's annotations lie in reading order."""
    at = writing.leading.get(page, 0)
    writing.leading[page] = at + 1
    annotation = writing.pages[page].Annots[at]
    annotation.Contents = String(one_line(words))
    annotation.StructParent = len(writing.pages) + len(writing.links)
    annotation.F = _PRINTED
    writing.links.append(owner)
    return Dictionary(Type=Name.OBJR, Obj=annotation, Pg=writing.pages[page])


def _piece(writing: _Writing, owner: Object, piece: tuple[int, int], first: int | None) -> Object | int:
    page, number = piece
    writing.owners.setdefault(page, {})[number] = owner
    return number if page == first else Dictionary(Type=Name.MCR, Pg=writing.pages[page], MCID=number)


def _number(value: float) -> float:
    return int(value) if value == int(value) else value


def _drop_fonts_not_embedded(pages: list[Object]) -> None:
    """Reportlab names a standard font on every page, used or not; the report uses embedded ones alone."""
    for page in pages:
        fonts = page.Resources.get("/Font", Dictionary())
        for name in [name for name, font in fonts.items() if "/FontDescriptor" not in font]:
            del fonts[name]


def _write_metadata(pdf: Pdf, asked: Document, made_on: date) -> None:
    stamp = f"{made_on:%Y%m%d}000000Z"
    pdf.docinfo[Name.CreationDate] = String(f"D:{stamp}")
    pdf.docinfo[Name.ModDate] = String(f"D:{stamp}")
    values: Mapping[str, str | set[str] | list[str]] = {
        f"{{{_UA}}}part": "1",
        "dc:title": one_line(str(pdf.docinfo[Name.Title])),
        "dc:creator": [one_line(asked.title.organisation)],
        "dc:description": one_line(asked.subject),
        "dc:language": {asked.language},
        "xmp:CreateDate": f"{made_on.isoformat()}T00:00:00Z",
        "xmp:ModifyDate": f"{made_on.isoformat()}T00:00:00Z",
    }
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        metadata.register_xml_namespace(_UA, "pdfuaid")
        for name, value in values.items():
            if value:
                metadata[name] = value
