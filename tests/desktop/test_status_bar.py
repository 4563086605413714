"""The status line: the case, what is in it, what runs."""

from __future__ import annotations

import threading

import pytest

from kpdesk.desktop.jobs import Progress
from kpdesk.desktop.main_window import MainWindow
from kpdesk.desktop.status_bar import spell


def test_it_says_case_texts_and_that_all_is_saved(window: MainWindow) -> None:
    """Nobody has to wonder."""
    assert window.status.text().startswith("test.kpdesk  ·  1 text  ·  Everything is saved ")


def test_a_job_is_shown_and_stopped(window: MainWindow, qtbot) -> None:  # type: ignore[no-untyped-def]
    """Words, progress, and a way out."""
    started = threading.Event()

    def work(progress: Progress) -> None:
        while not progress.cancelled:
            progress.report(1, 4, "one of four")
            started.set()

    window.desk.run(work, label="Reading")
    assert started.wait(5)
    qtbot.waitUntil(lambda: "one of four" in window.status.doing())
    with qtbot.waitSignal(window.desk.jobs.all_ended):
        window.status.stop.click()
    assert window.status.doing() == ""


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(None, ""), (1, ""), (12, "about 10 seconds left"), (61, "about a minute left"), (300, "about 5 minutes left")],
)
def test_time_left_is_as_coarse_as_it_is_known(seconds: float | None, words: str) -> None:
    """No false precision."""
    assert spell(seconds) == words
