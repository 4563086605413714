"""How long briefings take: ten pages from the command line, the preview after a change, three hundred pages."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from kpdesk.domain.records import Actor, Issue, Statement, StatementIssue
from kpdesk.services import briefing_preview
from kpdesk.services.briefing_choices import Choices
from kpdesk.store.case import CaseFile
from tests.builders import a_case, a_source, an_anchor, put

RUNS = 5
TEN, THIRTY, THREE_HUNDRED = 70, 150, 1500  # statements, each with its footnote
_WORDS = (
    "The monitors cannot sit at a table where nothing is decided, said the coalition in its statement number {n}, and it "
    "asked once more that exports from the field wait until the review team has seen the records that were promised. "
)


def _case(folder: Path, count: int, longer: int = 1) -> CaseFile:
    """A case with ``count`` statements in texts of fifty; ``longer`` repeats the words of each."""
    case = a_case(folder, file=f"brief-{count}.kpdesk")
    speakers = [Actor(name=f"Speaker {n} of the Diamond Watch Coalition", kind="person") for n in range(20)]
    issues = [Issue(key=f"issue/{n}", label=f"Question {n}") for n in range(5)]
    put(case, *speakers, *issues)
    for first in range(0, count, 50):
        words = [_WORDS.format(n=n) * longer for n in range(first, min(first + 50, count))]
        source = a_source(case, text="\n\n".join(words), title=f"Text {first}", address=f"https://example.org/{first}")
        records: list = []
        for n, said in enumerate(words, first):
            year, month = 2003 + n * 20 // count, 1 + n % 12
            statement = Statement(
                source_id=source.id, speaker_id=speakers[n % 20].id, content=said.strip(), mode="direct",
                said_on=f"{year}-{month:02d}-{1 + n % 28:02d}",
            )  # fmt: skip
            records += [statement, StatementIssue(statement_id=statement.id, issue_id=issues[n % 5].id)]
            records.append(an_anchor(case, source, said.strip(), statement_id=statement.id, role="content"))
        put(case, *records)
    return case


def _median(fn: Callable[[int], object], runs: int = RUNS) -> float:
    times = []
    for n in range(runs):
        started = time.perf_counter()
        fn(n)
        times.append(time.perf_counter() - started)
    return statistics.median(times)


def _command(case: CaseFile, out: Path) -> None:
    words = [
        sys.executable,
        "-m",
        "kpdesk",
        "brief",
        str(case.path),
        "--kind",
        "chronology",
        "--out",
        str(out),
        "--force",
    ]
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL)


def _peak_mb(case: CaseFile, out: Path) -> float:
    """The most memory that making the file from the command line takes, with the process that Typst works in."""
    code = (
        "import resource, sys; from kpdesk.cli import main; main(sys.argv[1:]);"
        "peak = sum(resource.getrusage(w).ru_maxrss for w in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN));"
        "print(peak / (1024 * 1024 if sys.platform == 'darwin' else 1024))"
    )
    words = [sys.executable, "-c", code, "brief", str(case.path), "--kind", "chronology", "--out", str(out), "--force"]
    done = subprocess.run(words, check=True, capture_output=True, text=True)
    return float(done.stdout.split()[-1])


def _pages(out: Path) -> int:
    import pikepdf

    with pikepdf.open(out) as pdf:
        return len(pdf.pages)


def _preview_ms(case: CaseFile) -> float:
    workshop = briefing_preview.Workshop(case)
    workshop.show("chronology", None, Choices())  # what was on the screen before the change
    seconds = _median(
        lambda n: workshop.show("chronology", None, Choices(title=f"Change {n}", summary="Own words. " * (n + 1))), 7
    )
    workshop.close()
    return seconds * 1000


def measure() -> dict[str, tuple[float, str]]:
    """The figures of the issue, with the page counts they were measured on."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        out = folder / "briefing.pdf"
        with _case(folder, TEN) as ten:
            ten_pages_s = _median(lambda _n: _command(ten, out))
            ten_pages = _pages(out)
            preview_ms = _preview_ms(ten)
        with _case(folder, THIRTY, 2) as thirty:
            thirty_s = _median(lambda _n: _command(thirty, out))
            thirty_pages = _pages(out)
        with _case(folder, THREE_HUNDRED, 2) as many:
            three_hundred_s = _median(lambda _n: _command(many, out), 3)
            pages = _pages(out)
            peak = _peak_mb(many, out)
    per_page = (three_hundred_s / pages) / (thirty_s / thirty_pages)
    return {
        "ten_pages_s": (ten_pages_s, "s"),
        "preview_ms": (preview_ms, "ms"),
        "three_hundred_pages_s": (three_hundred_s, "s"),
        "growth": (per_page, "ratio"),
        "peak_mb": (peak, "MB"),
        "pages_of_ten": (ten_pages, "pages"),
        "pages_of_thirty": (thirty_pages, "pages"),
        "pages_of_three_hundred": (pages, "pages"),
    }
