"""The bundle: what goes into it, its checksums, and that one that fails its own test stops the build. None is built."""

import ast
import hashlib
import re
import subprocess
import sys
from pathlib import Path

import bundle
import bundle_parts
import bundle_sums
import pytest
from bundle_components import CYCLONEDX, READABLE
from hypothesis import given
from hypothesis import strategies as st

from audit_app.machine.policy_file import FIELDS, read_policy
from audit_app.machine.policy_place import policy_path
from audit_app.side_by_side import PACKAGES
from resources import fonts

ROOT = Path(__file__).resolve().parents[2]
FOR_IT = (ROOT / "docs" / "for-it.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("target", "is_wanted"),
    [
        ("PySide6/Qt/plugins/platforms/libqxcb.so", True),
        ("PySide6/Qt/plugins/platforms/libqoffscreen.so", True),
        ("PySide6/Qt/plugins/platforms/libqvnc.so", False),
        ("PySide6\\plugins\\platforms\\qwindows.dll", True),
        ("PySide6\\plugins\\styles\\qmodernwindowsstyle.dll", True),
        ("PySide6\\plugins\\tls\\qschannelbackend.dll", False),
        ("PySide6/Qt/plugins/networkinformation/libqglib.so", False),
        ("PySide6/Qt/plugins/generic/libqtuiotouchplugin.so", False),
        ("PySide6/Qt/plugins/imageformats/libqsvg.so", True),
        ("PySide6/Qt/plugins/imageformats/libqtiff.so", False),
        ("PySide6/Qt/translations/qtbase_de.qm", False),
        ("PySide6/Qt/lib/libQt6Core.so.6", True),
        ("audit_app/ui/images/tick-dark.svg", True),
        ("somebody/plugins/tls/one.so", True),
    ],
)
def test_plugins_that_the_app_never_loads_stay_out(target: str, is_wanted: bool) -> None:
    assert bundle_parts.is_wanted(target) is is_wanted


@pytest.mark.parametrize(
    ("needs", "dropped", "gone"),
    [
        ({"a": [], "b": []}, [], set()),
        ({"a": ["x"], "b": ["x"], "x": []}, ["a"], {"a"}),
        ({"a": ["x"], "x": ["y"], "y": []}, ["a"], {"a", "x", "y"}),
        ({"a": ["x"], "x": ["y"], "y": [], "b": ["y"]}, ["a"], {"a", "x"}),
        ({"a": [], "loaded by name": []}, ["a"], {"a"}),
    ],
)
def test_a_library_goes_with_the_last_that_needs_it(
    needs: dict[str, list[str]], dropped: list[str], gone: set[str]
) -> None:
    assert bundle_parts.orphans(needs, dropped) == gone


NAMES = st.sampled_from("abcdefgh")


@given(st.dictionaries(NAMES, st.sets(NAMES)), st.sets(NAMES))
def test_nothing_that_stays_needs_what_goes(needs: dict[str, set[str]], dropped: set[str]) -> None:
    gone = bundle_parts.orphans(needs, dropped)
    followed = {one for name in needs.keys() - gone for one in needs[name]}
    assert not followed & (gone - dropped)


def test_what_is_loaded_by_name_is_named_to_the_bundle() -> None:
    assert bundle_parts.PACKAGES == PACKAGES
    text = Path(fonts.__file__).read_text(encoding="utf-8")
    assert set(bundle_parts.FONTS) == set(re.findall(r'"(fontpkg_\w+)"', text))
    spec = (ROOT / ".ci" / "bundle.spec").read_text(encoding="utf-8")
    assert ast.parse(spec)
    assert '"sqlcipher3"' in spec
    assert 'collect_submodules("sqlite_utils")' in spec


def test_a_platform_is_named_as_people_know_it() -> None:
    assert bundle_parts.platform_name("win32", "AMD64") == "windows-amd64"
    assert bundle_parts.platform_name("darwin", "arm64") == "macos-arm64"
    assert bundle_parts.platform_name("linux", "x86_64") == "linux-x86_64"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "bundle"
    (made / "deep er").mkdir(parents=True)
    (made / "one").write_bytes(b"one")
    (made / "deep er" / "two").write_bytes(b"two")
    return made


def test_checksums_are_what_sha256sum_reads(folder: Path) -> None:
    assert bundle_sums.write_sums(folder) == 2
    two, one = (hashlib.sha256(text).hexdigest() for text in (b"two", b"one"))
    assert (folder / "SHA256SUMS").read_bytes().decode() == f"{two}  deep er/two\n{one}  one\n"
    assert bundle_sums.differences(folder) == []


def test_a_file_that_is_changed_or_missing_or_new_is_found(folder: Path) -> None:
    bundle_sums.write_sums(folder)
    (folder / "one").write_bytes(b"another")
    (folder / "deep er" / "two").unlink()
    (folder / "three").write_bytes(b"")
    assert bundle_sums.differences(folder) == ["deep er/two is missing", "three came in", "one was changed"]


@pytest.mark.parametrize(
    ("command", "window", "said"),
    [
        ("true", "true", ""),
        ("false", "true", "does not pass its self-test"),
        ("true", "false", "ehcp-audit-window does not start"),
        ("echo x > $TMPDIR/left", "true", "left files behind"),
        ("echo x >> $(/usr/bin/dirname $0)/one", "true", "Running the bundle changed it"),
        ("command -v python3 > /dev/null", "true", "does not pass its self-test"),
    ],
)
def test_a_bundle_that_fails_its_own_test_stops_the_build(folder: Path, command: str, window: str, said: str) -> None:
    for name, line in ((bundle_parts.COMMAND, command), (bundle_parts.WINDOW, window)):
        program = bundle_parts.executable(folder, name)
        program.write_text(f"#!/bin/sh\n{line}\n", encoding="utf-8")
        program.chmod(0o755)
    bundle_sums.write_sums(folder)
    if not said:
        bundle.test(folder)
        return
    with pytest.raises(bundle.Stopped, match=said):
        bundle.test(folder)


def test_a_builder_that_makes_no_folder_stops_with_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    failed: subprocess.CompletedProcess[str] = subprocess.CompletedProcess([sys.executable], 1)
    monkeypatch.setattr(subprocess, "run", lambda *_args, **_named: failed)
    monkeypatch.setattr(bundle, "_moment", lambda _form: "")
    with pytest.raises(bundle.Stopped, match="did not make the folder"):
        bundle.build(tmp_path / "out", tmp_path)


def test_the_page_for_it_names_every_key_and_its_example_can_be_used(tmp_path: Path) -> None:
    example = re.search(r"```toml\n(.+?)```", FOR_IT, re.DOTALL)
    assert example
    (tmp_path / "policy.toml").write_text(example[1], encoding="utf-8")
    policy = read_policy(tmp_path / "policy.toml", openness=lambda _: "", home=lambda: tmp_path)
    assert all(getattr(policy, field) is not None for field in FIELDS.values())
    assert all(f"| `{key}` |" in FOR_IT for key in FIELDS)
    assert sys.platform != "linux" or str(policy_path()) in FOR_IT


def test_the_page_for_it_names_every_file_of_the_bundle() -> None:
    names = (bundle_parts.COMMAND, bundle_parts.WINDOW, bundle_sums.SUMS, READABLE, CYCLONEDX)
    assert all(f"`{name}`" in FOR_IT for name in (*names, bundle.LICENCES, "LICENSE"))
