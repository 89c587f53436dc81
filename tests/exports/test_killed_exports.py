"""An export killed at any call that touches the disk: a final name has the old file or the new one (test D9)."""

import json
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
FORMATS = ("pdf", "xlsx", "csv", "json")

# One process makes the files' bytes once; then a child of it writes them again and again, and dies at its k-th call.
PROGRAM = """
import json, os, signal, sys, tempfile
sys.path[:0] = sys.argv[2:4]
from dataclasses import asdict, replace
from pathlib import Path
import exports.report_files as report_files
from export_builders import content, plain_head, plan

out = Path(sys.argv[1])
FORMATS = ("pdf", "xlsx", "csv", "json")


def write(report):
    rows = [asdict(figure) for figure in report.figures]
    report_files.write_report(out, "stem", plain_head(report.head), rows, FORMATS, [report])


class Dying:
    def __init__(self, calls):
        self.left = calls

    def tick(self):
        self.left -= 1
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def around(self, call):
        def dying(*arguments, **options):
            self.tick()
            made = call(*arguments, **options)
            self.tick()
            return made
        return dying

    def opened(self, call):
        def opening(number, mode):
            handle = call(number, mode, buffering=0)
            return Slow(handle, self)
        return opening


class Slow:
    '''Writes in pieces, and may die behind each.'''

    def __init__(self, handle, dying):
        self.handle, self.dying = handle, dying

    def write(self, data):
        for start in range(0, len(data), 16_384):
            self.handle.write(data[start : start + 16_384])
            self.dying.tick()

    def __getattr__(self, name):
        return getattr(self.handle, name)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.handle.close()


def child(calls, report):
    dying = Dying(calls)
    tempfile.mkstemp = dying.around(tempfile.mkstemp)
    os.fdopen = dying.opened(os.fdopen)
    os.fsync, os.replace, os.unlink = (dying.around(call) for call in (os.fsync, os.replace, os.unlink))
    write(report)


def told():
    return {path.name: path.read_bytes() for path in sorted(out.iterdir())}


old, new = content([plan("OLD-1")], draws=()), content([plan("NEW-1"), plan("NEW-2")], draws=())
made = {}
for name, report in (("new", new), ("old", old)):
    write(report)
    made[name] = told()
real = report_files._jobs
report_files._jobs = lambda *a: [
    replace(job, write=lambda out, progress, data=made["new"][job.name]: out.write(data)) for job in real(*a)
]
calls, seen = 0, []
while True:
    for name, data in made["old"].items():
        (out / name).write_bytes(data)
    calls += 1
    number = os.fork()
    if number == 0:
        child(calls, new)
        os._exit(0)
    _, status = os.waitpid(number, 0)
    now = told()
    stale = [name for name in now if name not in made["old"]]
    state = [
        "new" if now[name] == made["new"][name] else "old" if now[name] == made["old"][name] else "half"
        for name in sorted(made["old"])
    ]
    modes = [oct((out / name).stat().st_mode & 0o777) for name in stale]
    seen.append([calls, os.WIFSIGNALED(status), state, stale, modes])
    for name in stale:
        (out / name).unlink()
    if not os.WIFSIGNALED(status):
        break
print(json.dumps(seen))
"""


def test_killed_at_every_call_that_touches_the_disk_no_half_file_has_a_final_name(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    run = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(out), str(HERE.parent), str(HERE.parents[1])],
        capture_output=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr.decode()
    seen = json.loads(run.stdout)
    *killed, (_, was_killed, last, left, _) = seen
    assert (was_killed, last, left) == (False, ["new"] * len(FORMATS), [])
    assert len(killed) > 30
    assert {state for _, _, states, _, _ in killed for state in states} == {"old", "new"}
    for _, died, _, stale, modes in killed:
        assert died
        assert all(name.startswith(".writing-") and name.endswith(".part") for name in stale)
        assert len(stale) <= len(FORMATS)
        assert set(modes) <= {"0o600"}
