"""The shapes of a statutory return beside XML, as data. It does not know how a file is read: `intake` does."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class ModuleWords:
    """One module of a return: its sheet, its table in the template, and its headings with the elements they hold."""

    sheet: str
    table: str
    headings: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class TemplateWords:
    """The submission template: its sheet, the table of its header, and the heading of the reference date there."""

    sheet: str
    header: str
    reference_date: str


@dataclass(frozen=True, slots=True)
class AnnexWords:
    """Ofsted's Annex A, list 1: headings it is known by, those not read, and those read with module and element."""

    known_by: frozenset[str]
    unread: frozenset[str]
    headings: Mapping[str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class ReturnWords:
    """Every shape; `five_files` names, for each module of the analysts' tool, the headings that tell its file."""

    modules: Mapping[str, ModuleWords]
    template: TemplateWords
    five_files: Mapping[str, frozenset[str]]
    annex_a: AnnexWords


def return_words() -> ReturnWords:
    """Return the shipped shapes of a return."""
    data = tomllib.loads(files("resources.register").joinpath("returns.toml").read_text(encoding="utf-8"))
    annex = data["annex_a"]
    return ReturnWords(
        modules={kind: ModuleWords(**one) for kind, one in data["modules"].items()},
        template=TemplateWords(**data["template"]),
        five_files={kind: frozenset(headings) for kind, headings in data["five_files"].items()},
        annex_a=AnnexWords(
            known_by=frozenset(annex["known_by"]),
            unread=frozenset(annex["unread"]),
            headings={heading: (kind, element) for heading, (kind, element) in annex["headings"].items()},
        ),
    )
