"""Whole runs are compared with the second working-out of the figures, which lies beside them in `tests/figures`."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "figures"))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "screens"))  # the plan of the thread screen
