"""The list of components: nothing inside is missing from it, and programs and people can read it."""

import json
import os
import re
import sysconfig
import uuid
from importlib.metadata import version
from pathlib import Path

import bundle_sources
import openpyxl
import pytest
import reportlab
from bundle_components import Component, cyclonedx, python_purl, readable
from hypothesis import given
from hypothesis import strategies as st
from PySide6 import QtCore

import audit_app

ROOT = Path(__file__).resolve().parents[2]
APP = Component("ehcp-audit", "1.2.3", "MIT")


@pytest.fixture(scope="module")
def found() -> list[Component]:
    """What a few collected files belong to: three libraries, Python, and a module of our own."""
    sources = [openpyxl.__file__, reportlab.__file__, QtCore.__file__, os.__file__, audit_app.__file__]
    return bundle_sources.components_of([source for source in sources if source], ROOT)


def test_every_distribution_is_listed_with_version_and_licence(found: list[Component]) -> None:
    listed = {one.name.lower().replace("_", "-"): one for one in found}
    assert set(listed) == {"openpyxl", "reportlab", "pyside6-essentials", "python", "qt"}
    for name in ("openpyxl", "reportlab", "pyside6-essentials"):
        assert listed[name].version == version(name)
        assert listed[name].purl == python_purl(name, version(name))
    assert listed["openpyxl"].licence == "MIT"
    assert listed["python"].version == sysconfig.get_config_var("py_version")
    assert listed["python"].licence == "PSF-2.0"


def test_qt_is_listed_as_part_of_its_binding_under_the_lgpl_with_its_text(found: list[Component]) -> None:
    (qt,) = [one for one in found if one.name == "Qt"]
    assert (qt.version, qt.inside) == (QtCore.qVersion(), "PySide6-Essentials")
    (binding,) = [one for one in found if one.name.lower().startswith("pyside6")]
    assert "LGPL-3.0-only" in binding.licence
    assert any("GNU LESSER GENERAL PUBLIC LICENSE" in text.read_text(encoding="utf-8") for text in binding.texts)


def test_each_distribution_comes_with_the_text_of_its_licence(found: list[Component]) -> None:
    assert [one.name for one in found if not one.inside and not any(text.is_file() for text in one.texts)] == []


def test_a_file_that_belongs_to_nothing_stops_the_list(tmp_path: Path) -> None:
    stray = tmp_path / "libstray.so"
    stray.write_bytes(b"")
    with pytest.raises(LookupError, match=r"libstray\.so belongs to no distribution"):
        bundle_sources.components_of([stray], ROOT)


def test_what_is_linked_into_the_libraries_says_its_version() -> None:
    parts = {one.name: one for one in bundle_sources.linked_in()}
    assert {"Qt", "SQLCipher", "SQLite", "OpenSSL", "PDFium", "libxml2", "FreeType"} <= set(parts)
    assert [one.name for one in parts.values() if not re.match(r"\d", one.version)] == []


def test_debian_states_a_main_licence_or_refers_to_its_file(tmp_path: Path) -> None:
    text = tmp_path / "copyright"
    text.write_text("Format: x\n\nFiles: *\nCopyright: A\n  B\nLicense: MIT\n\nFiles: b\nLicense: GPL-2\n")
    assert bundle_sources.of_debian(text) == "MIT"
    text.write_text("This package was debianised by hand.\n")
    assert bundle_sources.of_debian(text) == "as in its copyright file"
    assert bundle_sources.of_debian(tmp_path / "none") == ""


def test_the_document_is_cyclonedx_with_every_component_once(found: list[Component]) -> None:
    document = json.loads(cyclonedx(APP, found, "2026-11-22T04:00:00+00:00"))
    assert (document["bomFormat"], document["specVersion"], document["version"]) == ("CycloneDX", "1.6", 1)
    assert uuid.UUID(document["serialNumber"].removeprefix("urn:uuid:"))
    assert document["metadata"]["component"]["name"] == "ehcp-audit"
    assert document["metadata"]["timestamp"] == "2026-11-22T04:00:00+00:00"
    assert [one["name"] for one in document["components"]] == [one.name for one in found]
    refs = [one["bom-ref"] for one in document["components"]]
    assert len(refs) == len(set(refs))
    assert document["dependencies"] == [{"ref": APP.ref, "dependsOn": refs}]
    for one in document["components"]:
        assert one["type"] == "library"
        assert one["version"]
        assert all(set(licence) in ({"expression"}, {"license"}) for licence in one["licenses"])


@pytest.mark.parametrize(
    ("licence", "written"),
    [
        ("MIT", {"expression": "MIT"}),
        ("Apache-2.0 OR BSD-3-Clause", {"expression": "Apache-2.0 OR BSD-3-Clause"}),
        ("BSD license, see the file", {"license": {"name": "BSD license, see the file"}}),
        ("MIT, GPL-2+", {"license": {"name": "MIT, GPL-2+"}}),
    ],
)
def test_a_licence_is_an_expression_only_where_it_is_one(licence: str, written: object) -> None:
    document = json.loads(cyclonedx(APP, [Component("a", "1", licence)]))
    assert document["components"][0]["licenses"] == [written]
    assert "timestamp" not in document["metadata"]


PARTS = st.builds(
    Component, st.text("abc", min_size=1), st.text("123.", min_size=1), st.sampled_from(["MIT", "", "own"])
)


@given(st.lists(PARTS, max_size=5, unique_by=lambda one: one.ref), st.randoms(use_true_random=False))
def test_the_same_components_in_any_order_give_the_same_list(parts: list[Component], chance: object) -> None:
    mixed = list(parts)
    chance.shuffle(mixed)  # type: ignore[attr-defined]  # hypothesis types its random as an object of its own
    assert cyclonedx(APP, parts) == cyclonedx(APP, mixed)
    assert readable(APP, parts) == readable(APP, mixed)


def test_the_readable_list_has_a_line_for_each(found: list[Component]) -> None:
    lines = readable(APP, found).splitlines()
    assert lines[0].startswith("ehcp-audit 1.2.3, MIT.")
    body = lines[4 : 4 + len(found)]
    assert [line.split()[0] for line in body] == [one.name for one in found]
    assert any(line.endswith("PySide6-Essentials") for line in body)
    assert max(map(len, lines)) < 120
