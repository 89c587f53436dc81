"""A SEN2 return of 25,000 persons imported, against a bare streaming parse plus one raw bulk insert of as many rows.

`--memory` adds the most memory that an import of 25,000 and of 250,000 persons takes, and the time for 640,000, each in
a process of its own: about 4 GB of disk and twenty minutes.
"""

import secrets
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from xml.parsers import expat

from audit_app.domain.register import REGISTER_FIELDS, RegisterRow
from audit_app.intake.keeping import Keeping
from audit_app.intake.sen2.reading import read_return
from audit_app.intake.sen2.returns import ReturnKind
from audit_app.services.register.importing import import_register
from audit_app.store.driver import connect
from benchmarks._measure import Ratio, of_pairs, show
from benchmarks._measure import _timed as timed
from benchmarks._workspaces import workspace

RUNS = 5
TODAY = date(2026, 11, 22)
_COLUMNS = 16  # of the register, that a return of this kind fills


def write_return(path: Path, persons: int) -> None:
    """A return with one plan a person, every module filled as a council fills it."""
    with path.open("w", encoding="utf-8") as file:
        file.write('<?xml version="1.0" encoding="utf-8"?>\n<Message><Persons>\n')
        file.writelines(_person(number) for number in range(persons))
        file.write("</Persons></Message>\n")


def _person(number: int) -> str:
    begun = date(2021, 1, 4) + timedelta(days=number % 1500)

    def day(after: int) -> str:
        return (begun + timedelta(days=after)).isoformat()

    needs = "".join(
        f"<SENneed><SENtype>{need}</SENtype><SENtypeRank>{rank}</SENtypeRank></SENneed>\n"
        for rank, need in enumerate(("ASD", "SLCN"), start=1)
    )
    return f"""<Person><Surname>S{number}</Surname><Forename>Robin</Forename>
<PersonBirthDate>{day(-3000)}</PersonBirthDate><Sex>F</Sex><Ethnicity>WBRI</Ethnicity><PostCode>AB1 2CD</PostCode>
<UPN>A{number:012d}</UPN><UniqueLearnerNumber></UniqueLearnerNumber><UPNunknown></UPNunknown>
<Requests><ReceivedDate>{day(0)}</ReceivedDate><RequestSource>2</RequestSource><RYA>0</RYA>
<RequestOutcomeDate>{day(38)}</RequestOutcomeDate><RequestOutcome>Y</RequestOutcome>
<RequestMediation>0</RequestMediation><RequestTribunal>0</RequestTribunal><Exported></Exported>
<Assessment><AssessmentOutcome>Y</AssessmentOutcome><AssessmentOutcomeDate>{day(110)}</AssessmentOutcomeDate>
<AssessmentMediation>0</AssessmentMediation><AssessmentTribunal>0</AssessmentTribunal>
<Week20>{number % 20 == 0:d}</Week20>
<NamedPlan><StartDate>{day(140)}</StartDate><PlanRes></PlanRes><PlanWBP>0</PlanWBP><PB>0</PB><OA>0</OA><DP>0</DP>
<PlanDetail><URN>{100_000 + number % 400}</URN><PlacementRank>1</PlacementRank></PlanDetail></NamedPlan></Assessment>
<ActivePlans><TransferLA></TransferLA><ReviewMeeting>{day(480)}</ReviewMeeting><ReviewOutcome>M</ReviewOutcome>
<LastReview>{day(500)}</LastReview>
<PlacementDetail><URN>{100_000 + number % 400}</URN><PlacementRank>1</PlacementRank><EntryDate>{day(150)}</EntryDate>
<SENunitIndicator>0</SENunitIndicator><ResourcedProvisionIndicator>0</ResourcedProvisionIndicator></PlacementDetail>
{needs}</ActivePlans></Requests></Person>
"""


def parse_bare(path: Path) -> Iterator[list[str]]:
    """A bare streaming parse: the texts of each person, and nothing made of them."""
    for _, element in ET.iterparse(path):  # noqa: S314 - our own file
        if element.tag == "Person":
            yield [one.text or "" for one in element.iter()]
            element.clear()


def touch_bare(path: Path) -> None:
    """The least that a parse in Python can be: expat with a function for each tag that does nothing."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = lambda _name, _attributes: None
    parser.EndElementHandler = lambda _name: None
    parser.CharacterDataHandler = lambda _text: None
    with path.open("rb") as file:
        parser.ParseFile(file)


def raw(path: Path) -> float:
    """Seconds for a bare parse plus one bulk insert of a row a person into one bare table."""
    with TemporaryDirectory() as name:
        db = connect(Path(name) / "raw.db", secrets.token_bytes(32))
        names = [field.name for field in REGISTER_FIELDS[:_COLUMNS]]
        db.conn.execute(f"CREATE TABLE plan ({', '.join(f'{one} TEXT' for one in names)}) STRICT")

        def work() -> None:
            rows = (texts[:_COLUMNS] for texts in parse_bare(path))
            db.conn.execute("BEGIN IMMEDIATE")
            db.conn.executemany(f"INSERT INTO plan VALUES ({', '.join('?' * _COLUMNS)})", rows)
            db.conn.execute("COMMIT")

        seconds = timed(work)
        db.close()
        return seconds


def ours(path: Path) -> float:
    """Seconds for an import into an empty workspace."""
    with workspace() as place:
        return timed(lambda: import_register(place, path))


class Dropped:
    """Keeps no row."""

    def __init__(self) -> None:
        self.count = 0

    def add(self, _numbers: Sequence[int], rows: Sequence[RegisterRow]) -> None:
        """Count rows."""
        self.count += len(rows)

    def held(self) -> tuple[tuple[RegisterRow, ...], tuple[int, ...]]:
        """None."""
        return (), ()


def read_alone(path: Path) -> float:
    """Seconds for reading and checking, with nothing kept and nothing written."""
    return timed(lambda: read_return(path, ReturnKind.XML, today=TODAY, keeping=Keeping(Dropped())))


def once(persons: int) -> None:
    """One import in this process; prints its seconds, its most memory in MiB, and the sizes of return and workspace."""
    with TemporaryDirectory() as name, workspace() as place:
        path = Path(name) / "return.xml"
        write_return(path, persons)
        seconds = timed(lambda: import_register(place, path))
        size = sum(file.stat().st_size for file in place.folder.glob("audit.db*"))
        print(f"{persons} {seconds:.1f} {_most_memory():.1f} {path.stat().st_size / 1e6:.0f} {size / 1e6:.0f}")


def _most_memory() -> float:
    """The most memory that this process held at once, in MiB (VmHWM of Linux)."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM:"))


def _in_processes(*sizes: int) -> None:
    print("\n| persons | return | time | most memory | workspace after it |\n|---|---|---|---|---|")
    for size in sizes:
        command = [sys.executable, "-m", "benchmarks.sen2", "--once", str(size)]
        made = subprocess.run(command, check=True, capture_output=True, text=True)
        persons, seconds, memory, file, database = made.stdout.split()
        print(f"| {int(persons):,} | {file} MB | {seconds} s | {memory} MiB | {database} MB |")


def main() -> None:
    """Measure with 25,000 persons, or as many as an argument says."""
    numbers = [int(one) for one in sys.argv[1:] if one.isdecimal()]
    persons = numbers[0] if numbers else 25_000
    if "--once" in sys.argv:
        once(persons)
        return
    with TemporaryDirectory() as name:
        path = Path(name) / "return.xml"
        write_return(path, persons)
        show(*_measured(path, persons))
        begun = perf_counter()
        touch_bare(path)
        print(f"\nexpat with empty handlers: {perf_counter() - begun:.2f} s; {path.stat().st_size / 1e6:.0f} MB")
    if "--memory" in sys.argv:
        _in_processes(25_000, 250_000, 640_000)


def _measured(path: Path, persons: int) -> tuple[Ratio, Ratio]:
    ours(path)
    whole, alone = [], []
    for _ in range(RUNS):
        floor = raw(path)
        whole.append((ours(path), floor))
        alone.append((read_alone(path), timed(lambda: sum(1 for _ in parse_bare(path)))))
    return (
        of_pairs(f"SEN2 XML of {persons:,} persons, parse plus one raw insert", whole, goal=3.0),
        of_pairs("reading and checking alone, against the bare parse", alone, goal=None),
    )


if __name__ == "__main__":
    main()
