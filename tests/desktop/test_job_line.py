"""What runs, in one line: in the status line, and on the start page, which has none."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest

from kpdesk.desktop.job_line import spell
from kpdesk.desktop.jobs import Progress
from kpdesk.desktop.main_window import MainWindow


def test_a_job_is_shown_and_stopped(window: MainWindow, qtbot) -> None:  # type: ignore[no-untyped-def]
    """Words, progress, and a way out."""
    started = threading.Event()

    def work(progress: Progress) -> None:
        while not progress.cancelled:
            progress.report(1, 4, "one of four")
            started.set()

    window.desk.run(work, label="Reading")
    assert started.wait(5)
    qtbot.waitUntil(lambda: "one of four" in window.status.job.text())
    with qtbot.waitSignal(window.desk.jobs.all_ended):
        window.status.job.stop.click()
    assert window.status.job.text() == ""


def test_the_start_page_says_that_the_sample_is_being_read(open_on: Callable[..., MainWindow], qtbot) -> None:  # type: ignore[no-untyped-def]
    """Under its button, which waits meanwhile; Stop brings it back."""
    window = open_on()
    page = window.page

    def work(progress: Progress) -> None:
        while not progress.cancelled:
            progress.report(3, 18, "text 3 of 18")

    assert not page.job.isVisible() and page.sample.isEnabled()
    window.desk.run(work, label="Reading the sample texts")
    qtbot.waitUntil(lambda: "Reading the sample texts: text 3 of 18" in page.job.text())
    assert page.job.isVisible() and not page.sample.isEnabled()
    with qtbot.waitSignal(window.desk.jobs.all_ended):
        page.job.stop.click()
    assert not page.job.isVisible() and page.sample.isEnabled()


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(None, ""), (1, ""), (12, "about 10 seconds left"), (61, "about a minute left"), (300, "about 5 minutes left")],
)
def test_time_left_is_as_coarse_as_it_is_known(seconds: float | None, words: str) -> None:
    """No false precision."""
    assert spell(seconds) == words
