"""A child's name and plan go through import, thread, report, fault, kill and lock, and stand nowhere later (K3)."""

import base64
import gzip
import io
import os
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path

import pytest
from canary_search import CANARY, TELLTALE, hits, hits_in

LIFE = Path(__file__).with_name("canary_life.py")
ROOT = LIFE.parents[2]
LINES_BEFORE_THE_KILL = 6


def start(stage: str, base: Path) -> subprocess.Popen[str]:
    """One part of the life, with a temporary and a working folder of its own below `base`; its home is the test's."""
    for name in ("tmp", "cwd"):
        (base / name).mkdir(mode=0o700, exist_ok=True)
    environment = {
        **os.environ,
        **{variable: str(base / "tmp") for variable in ("TMPDIR", "TEMP", "TMP", "SQLITE_TMPDIR")},
        "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "tests"))),
        "QT_QPA_PLATFORM": "offscreen",
    }
    return subprocess.Popen(
        [sys.executable, str(LIFE), stage, str(base)],
        cwd=base / "cwd",
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )


def test_a_childs_name_stands_nowhere_but_in_what_a_person_chose_to_export(tmp_path: Path, home: Path) -> None:
    chosen = (tmp_path / "incoming", tmp_path / "out")
    with start("work", tmp_path) as working:
        assert working.stdout is not None
        assert working.stderr is not None
        for _ in range(LINES_BEFORE_THE_KILL):
            if not working.stdout.readline():
                pytest.fail(working.stderr.read())
        working.kill()
    assert hits(tmp_path, CANARY, TELLTALE, aside=chosen) + hits(home, CANARY, TELLTALE) == []
    with start("again", tmp_path) as opened:
        said = opened.communicate()
    assert opened.returncode == 0, said
    assert hits(tmp_path, CANARY, TELLTALE, aside=chosen) + hits(home, CANARY, TELLTALE) == []
    assert CANARY not in "".join(said)
    assert TELLTALE not in "".join(said)
    (database,) = tmp_path.glob("*/audit.db")
    assert database.stat().st_size > 100_000
    found = {Path(one.partition(": ")[0]).suffix for one in hits(tmp_path / "out", CANARY)}
    assert found == {".pdf", ".docx", ".xlsx", ".csv", ".json"}  # the search knows the name where it may be
    given = {Path(one.partition(": ")[0]).suffix for one in hits(tmp_path / "incoming", TELLTALE)}
    assert given == {".docx", ".pdf"}  # and the plan's words where a person put them
    kept = [path for path in tmp_path.glob("*/documents/*") if path.is_file()]
    assert len(kept) == 4  # of each document its original and its text, encrypted


def zipped(data: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("a", data)
    return out.getvalue()


@pytest.mark.parametrize(
    "hidden",
    [
        f"of {CANARY}.".encode(),
        f"of {CANARY}.".encode("utf-16-le"),
        f"of {CANARY}.".encode("utf-16-be"),
        *(base64.b64encode(b"x" * shift + CANARY.encode() + b"tail") for shift in range(3)),
        base64.b64encode(CANARY.encode("utf-16-le")),
        zlib.compress(b"a" * 500 + CANARY.encode()),
        gzip.compress(CANARY.encode(), mtime=0),
        zipped(CANARY.encode() + b"b" * 500),
        zlib.compress(base64.b64encode(CANARY.encode())),
        CANARY.encode().hex().encode(),
    ],
)
def test_the_search_finds_a_name_however_it_is_written(hidden: bytes) -> None:
    assert hits_in(os.urandom(100) + hidden + os.urandom(100), CANARY)


def test_the_search_finds_nothing_where_nothing_is(tmp_path: Path) -> None:
    assert hits_in(zlib.compress(b"Zebedee and Quillfeather" * 50), CANARY) == []
    (tmp_path / f"{CANARY}.txt").write_bytes(b"")
    assert hits(tmp_path, CANARY) == [f"{tmp_path / f'{CANARY}.txt'}: its name"]
