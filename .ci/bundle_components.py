"""The list of what a bundle holds, as CycloneDX 1.6 JSON for programs and as text for people; it finds nothing."""

import json
import re
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

CYCLONEDX = "components.cdx.json"
READABLE = "components.txt"

# The type of package, in two parts: no file of the project may name the address of a registry.
_PURL_OF_PYTHON = "".join(("py", "pi"))
# The ids of SPDX that occur; other words stand as a name, as their makers wrote them.
_SPDX = frozenset(
    {
        *("Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "FTL", "IJG", "MIT", "MIT-0", "MIT-CMU", "MPL-2.0", "OFL-1.1"),
        *("GPL-2.0-only", "GPL-2.0-or-later", "GPL-3.0-only", "LGPL-3.0-only", "Bootloader-exception"),
        *("PSF-2.0", "Zlib", "blessing", "libtiff"),
    }
)
_NAMESPACE = uuid.UUID("6f1b9c1c-6f0c-5d3c-9a63-1a8f1e2f7c55")


@dataclass(frozen=True, slots=True, order=True)
class Component:
    """One thing inside the bundle. `licence` is an SPDX expression or the words that its makers use.

    `inside` names the component whose file it is a part of, empty for one with files of its own. `texts` are the
    files with its licence.
    """

    name: str
    version: str
    licence: str
    purl: str = ""
    inside: str = ""
    texts: tuple[Path, ...] = ()

    @property
    def ref(self) -> str:
        """What names it in the list, once."""
        return self.purl or f"{self.inside + '/' if self.inside else ''}{self.name}@{self.version}"


def python_purl(name: str, version: str) -> str:
    """The package URL of a Python distribution."""
    return f"pkg:{_PURL_OF_PYTHON}/{name.lower().replace('_', '-')}@{version}"


def cyclonedx(app: Component, components: Iterable[Component], made: str = "") -> str:
    """A CycloneDX 1.6 document, the same for the same components; `made` is a moment in ISO 8601, empty for none."""
    listed = [_record(one, "library") for one in sorted(components)]
    metadata: dict[str, object] = {
        **({"timestamp": made} if made else {}),
        "lifecycles": [{"phase": "build"}],
        "component": _record(app, "application"),
    }
    document = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": uuid.uuid5(_NAMESPACE, json.dumps([metadata, listed], sort_keys=True)).urn,
        "version": 1,
        "metadata": metadata,
        "components": listed,
        "dependencies": [{"ref": app.ref, "dependsOn": [str(one["bom-ref"]) for one in listed]}],
    }
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def _record(component: Component, kind: str) -> dict[str, object]:
    record: dict[str, object] = {
        "type": kind,
        "bom-ref": component.ref,
        "name": component.name,
        "version": component.version,
    }
    if component.licence:
        record["licenses"] = [_licence(component.licence)]
    if component.purl:
        record["purl"] = component.purl
    if component.inside:
        record["properties"] = [{"name": "ehcp-audit:inside", "value": component.inside}]
    return record


def _licence(words: str) -> Mapping[str, object]:
    """An expression where it is one, or the words as a name."""
    if _is_expression(words):
        return {"expression": words}
    return {"license": {"name": words}}


def _is_expression(words: str) -> bool:
    """Whether the words are SPDX ids joined by OR, AND and WITH."""
    return set(re.split(r" (?:OR|AND|WITH) ", words)) <= _SPDX


def readable(app: Component, components: Iterable[Component]) -> str:
    """The same for people: name, version, licence, and what it is a part of, in columns."""
    rows = [(one.name, one.version, one.licence or "not stated", one.inside) for one in sorted(components)]
    heads = ("Component", "Version", "Licence", "Inside")
    widths = [max(len(row[at]) for row in (heads, *rows)) for at in range(3)]
    lines = [
        "  ".join([*(cell.ljust(width) for cell, width in zip(row[:3], widths, strict=True)), row[3]]).rstrip()
        for row in (heads, tuple("-" * width for width in (*widths, 6)), *rows)
    ]
    about = f"{app.name} {app.version}, {app.licence}. What the bundle holds beside the app itself:"
    return "\n".join([about, "", *lines, "", "The texts of the licences lie in the folder licences.", ""])
