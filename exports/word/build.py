"""A document as the bytes of a Word file."""

import io
import zipfile
from datetime import date
from typing import Any

import docx
from docx.opc.constants import RELATIONSHIP_TYPE

from exports.document import Document
from exports.progress import Progress, in_silence
from exports.word.blocks import Body
from exports.word.furniture import furnish
from exports.word.styles import prepare
from resources.theme import Theme, read_measures

_EPOCH = (1980, 1, 1, 0, 0, 0)
_FIRST = "[Content_Types].xml"


def docx_bytes(asked: Document, theme: Theme, made_on: date, progress: Progress = in_silence) -> bytes:
    """The document on A4 with headings, tables whose header rows repeat, and charts as pictures with their words.

    `made_on`, the date of the data, stands as the file's date. `progress` is told of blocks done and may raise to
    stop. The same document gives the same bytes.
    """
    made = docx.Document()
    prepare(made, theme, read_measures(), asked.language, asked.look.colour)
    furnish(made, asked, made_on)
    body = Body(made, theme)
    body.title(asked.title, asked.look.logo)
    total = len(asked.blocks) + 1
    for number, block in enumerate(asked.blocks, 1):
        body.add(block)
        progress(number, total)
    data = _packed(made)
    progress(total, total)
    return data


def _packed(made: Any) -> bytes:
    """The file with fixed times inside, and without the picture of a page that comes with the template."""
    relations = made.part.package.rels
    for id_ in [id_ for id_, one in relations.items() if one.reltype == RELATIONSHIP_TYPE.THUMBNAIL]:
        del relations[id_]
    written = io.BytesIO()
    made.save(written)
    out = io.BytesIO()
    with zipfile.ZipFile(written) as held, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as package:
        for name in sorted(held.namelist(), key=lambda name: (name != _FIRST, name)):
            member = zipfile.ZipInfo(name, _EPOCH)
            member.compress_type, member.create_system, member.external_attr = zipfile.ZIP_DEFLATED, 0, 0o600 << 16
            package.writestr(member, held.read(name))
    return out.getvalue()
