"""Memory held (VmRSS) once Home is painted with everything on it, against an empty main window."""

import statistics

from benchmarks._window_runs import starter

RUNS = 5
GOAL = 2.0


def main() -> None:
    """Measure both in processes of their own; Linux only, for other systems do not tell VmRSS."""
    with starter(warm=1) as start:
        pairs = [(start.opened().kib, start.empty().kib) for _ in range(RUNS)]
    if not all(kib for pair in pairs for kib in pair):
        print("This system does not tell how much memory a process holds.")
        return
    ours, floor = (statistics.median(pair[side] for pair in pairs) / 1024 for side in (0, 1))
    ratio = statistics.median(mine / theirs for mine, theirs in pairs)
    print("| what | ours | floor | ratio | goal |\n|---|---|---|---|---|")
    print(f"| memory after painting | {ours:.1f} MiB | {floor:.1f} MiB | {ratio:.2f} × | at most {GOAL:g} × |")


if __name__ == "__main__":
    main()
