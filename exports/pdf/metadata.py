"""What a PDF says of itself: title, author, dates, and that it is built to PDF/UA-1."""

from datetime import date
from xml.sax.saxutils import escape

from exports.document import Document
from exports.pdf.file import PdfFile, text
from exports.plain import one_line

_PRODUCER = "ReportLab PDF Library"
_NAMES = (
    'xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:xmp="http://ns.adobe.com/xap/1.0/"'
)


def write_info(file: PdfFile, asked: Document, made_on: date) -> int:
    """The properties of the file; `made_on`, the date of the data, is its date."""
    name = file.take()
    stamp = f"(D:{made_on:%Y%m%d}000000Z)"
    told = {
        "Title": text(title_of(asked)),
        "Author": text(one_line(asked.title.organisation)),
        "Subject": text(one_line(asked.subject)),
        "Producer": text(_PRODUCER),
        "CreationDate": stamp,
        "ModDate": stamp,
    }
    file.put(name, f"<<{''.join(f'/{key}{value}' for key, value in told.items())}>>")
    return name


def write_metadata(file: PdfFile, asked: Document, made_on: date) -> int:
    """The same as XML, which readers look at first; it stays unpacked so that any program can read it."""
    name = file.take()
    moment = f"{made_on.isoformat()}T00:00:00Z"
    told = (
        "<pdfuaid:part>1</pdfuaid:part>",
        _of("dc:title", "Alt", title_of(asked)),
        _of("dc:creator", "Seq", one_line(asked.title.organisation)),
        _of("dc:description", "Alt", one_line(asked.subject)),
        _of("dc:language", "Bag", asked.language),
        f"<xmp:CreateDate>{moment}</xmp:CreateDate><xmp:ModifyDate>{moment}</xmp:ModifyDate>",
    )
    xml = (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n<x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        f'<rdf:Description rdf:about="" {_NAMES}>{"".join(told)}</rdf:Description>'
        '</rdf:RDF></x:xmpmeta>\n<?xpacket end="w"?>'
    )
    file.stream(name, "/Type/Metadata/Subtype/XML", xml.encode(), packed=False)
    return name


def title_of(asked: Document) -> str:
    """The title of the file."""
    title = asked.title
    return one_line(", ".join(part for part in (title.heading, title.part, title.period) if part))


def _of(name: str, kind: str, words: str) -> str:
    if not words:
        return ""
    language = ' xml:lang="x-default"' if kind == "Alt" else ""
    return f"<{name}><rdf:{kind}><rdf:li{language}>{escape(words)}</rdf:li></rdf:{kind}></{name}>"
