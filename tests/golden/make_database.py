"""Makes the golden workspace of the current version: a small real one that every later version has to open and keep.

    python tests/golden/make_database.py

writes `databases/MIGRATION.ehcpaudit` (its database and key file) and `databases/MIGRATION.json` (who opens it and
what is in it), named after the newest migration that this version knows. Run it once when a migration is added, before
the version ships; what has shipped is never made again, because people's files are not either. Content, people and
keys come from fixed seeds and a light KDF; only the bytes of the encryption differ from one run to the next.
"""

import json
import shutil
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parents[1]), str(HERE.parent / "store")]

from workspace_builders import BEN, MARY, Sample, content_hash, make_sample, row_counts  # noqa: E402 - the path stands above

from audit_app.store.check import check  # noqa: E402 - the path stands above
from audit_app.store.schema import KNOWN  # noqa: E402 - the path stands above
from audit_app.version import __version__  # noqa: E402 - the path stands above

DATABASES = HERE / "databases"
KEPT = ("audit.db", "keys.json")
LARGEST_BYTES = 640_000


def main() -> None:
    """Make it anew in place of an earlier one of the same migration."""
    with tempfile.TemporaryDirectory() as place:
        sample = make_sample(Path(place))
        said = described(sample)
        folder = DATABASES / f"{KNOWN[-1]}.ehcpaudit"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        for name in KEPT:
            shutil.copyfile(sample.folder / name, folder / name)
    size = sum(path.stat().st_size for path in folder.iterdir())
    if size > LARGEST_BYTES:
        raise SystemExit(f"{folder.name} has {size:,} bytes, which is too much for the repository.")
    (DATABASES / f"{KNOWN[-1]}.json").write_text(
        json.dumps(said, indent=1, ensure_ascii=False) + "\n", encoding="utf-8"
    )


def described(sample: Sample) -> dict[str, object]:
    """Who opens the sample, and what every later version must find in it."""
    with sample.open() as workspace:
        if faults := [fault for finding in check(workspace) for fault in finding.faults]:
            raise SystemExit(f"The sample is not sound: {faults[0]}.")
        return {
            "app_version": __version__,
            "people": {"Mary Öztürk": MARY, "Ben Ali": BEN},
            "recovery_sheet": " ".join(sample.sheet.groups),
            "rows": row_counts(workspace.conn),
            "audits": content_hash(workspace.conn),
        }


if __name__ == "__main__":
    main()
