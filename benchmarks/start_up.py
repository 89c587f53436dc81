"""`ehcp-audit --version` as a whole process, against `python -c pass`."""

import subprocess
import sys
import sysconfig
from pathlib import Path

from benchmarks._measure import compare, show


def main() -> None:
    """Measure both as a person starts them."""
    ours = str(Path(sysconfig.get_path("scripts")) / "ehcp-audit")

    def run(*command: str) -> None:
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)

    show(
        compare(
            "`ehcp-audit --version`",
            lambda: run(ours, "--version"),
            lambda: run(sys.executable, "-c", "pass"),
            runs=41,
            goal=3.0,
        )
    )


if __name__ == "__main__":
    main()
