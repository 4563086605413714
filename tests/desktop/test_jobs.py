"""Jobs: results on the GUI thread, faults delivered, stops obeyed, no reference lost."""

from __future__ import annotations

import gc
import subprocess
import sys
import threading
import time
import weakref

from pytestqt.qtbot import QtBot

from kpdesk.desktop.jobs import Jobs, Progress, Stopped, Sweeper


def test_results_come_on_the_gui_thread(qtbot: QtBot) -> None:
    """The work runs elsewhere, the answer arrives here."""
    jobs, seen = Jobs(), []
    with qtbot.waitSignal(jobs.all_ended):
        jobs.start(lambda _p: threading.current_thread(), done=lambda t: seen.extend([t, threading.current_thread()]))
    assert seen[0] is not threading.main_thread()
    assert seen[1] is threading.main_thread()


def test_a_fault_is_delivered(qtbot: QtBot) -> None:
    """Nothing is lost in a thread."""
    jobs, seen = Jobs(), []
    with qtbot.waitSignal(jobs.all_ended):
        jobs.start(lambda _p: 1 / 0, failed=seen.append)
    assert isinstance(seen[0], ZeroDivisionError)


def test_long_jobs_run_one_after_the_other(qtbot: QtBot) -> None:
    """One line for what writes; the second waits for the first."""
    jobs, order = Jobs(), []
    gate = threading.Event()
    jobs.start(lambda _p: (gate.wait(5), order.append("first")), label="first")
    jobs.start(lambda _p: order.append("second"), label="second")
    assert [job.label for job in jobs.running()] == ["first", "second"]
    with qtbot.waitSignal(jobs.all_ended):
        gate.set()
    assert order == ["first", "second"]


def test_work_aside_holds_up_no_list(qtbot: QtBot) -> None:
    """Two backups that take minutes, and what a person waits for comes all the same."""
    jobs, seen, gate = Jobs(), [], threading.Event()
    for _ in range(3):
        jobs.start(lambda _p: gate.wait(20), aside=True)
    job = jobs.start(lambda _p: "rows", done=seen.append)
    with qtbot.waitSignal(job.ended):
        pass
    assert seen == ["rows"] and not gate.is_set()
    with qtbot.waitSignal(jobs.all_ended):
        gate.set()


def test_a_stopped_job_says_so(qtbot: QtBot) -> None:
    """The service's own progress call ends the work, between two steps."""
    jobs, seen = Jobs(), []
    started = threading.Event()

    def work(progress: Progress) -> None:
        while True:
            started.set()
            progress(0.5, "half")

    job = jobs.start(work, label="long", failed=seen.append)
    assert started.wait(5)
    with qtbot.waitSignal(jobs.all_ended):
        job.progress.cancel()
    assert isinstance(seen[0], Stopped)


def test_progress_is_reported_and_guesses_the_rest(qtbot: QtBot) -> None:
    """Done, total and words reach the job; the time left comes from the pace."""
    jobs = Jobs()
    with qtbot.waitSignal(jobs.all_ended):
        job = jobs.start(lambda progress: progress.report(5, 10, "five"), label="count")
    assert (job.done, job.total, job.words) == (5, 10, "five")
    assert (job.seconds_left() or 0) >= 0


def test_no_reference_is_lost_in_many_jobs(qtbot: QtBot) -> None:
    """Some builds of the binding lose a reference to None a job and crash after thousands; others keep every job."""
    jobs = Jobs()
    for _ in range(50):
        jobs.start(lambda _p: None)
    qtbot.waitUntil(lambda: not jobs.busy(), timeout=10_000)
    gc.collect()
    before = sys.getrefcount(None)
    made = [weakref.ref(jobs.start(lambda _p: None)) for _ in range(400)]
    qtbot.waitUntil(lambda: not jobs.busy(), timeout=20_000)
    gc.collect()
    assert sys.getrefcount(None) - before > -100
    assert [ref for ref in made if ref() is not None] == []


def test_what_waits_is_dropped_when_all_is_stopped(qtbot: QtBot) -> None:
    """Closing the window does not work through the queue first."""
    jobs, ran = Jobs(), []
    gate = threading.Event()
    jobs.start(lambda progress: [gate.wait(0.01) for _ in range(500) if not progress.cancelled], label="first")
    jobs.start(lambda _p: ran.append("second"), label="second")
    assert jobs.stop_all()
    assert ran == []


def test_work_that_does_not_look_is_left_alone(qtbot: QtBot) -> None:
    """A long calculation holds neither the closing window nor the work that comes after; nobody hears of its end."""
    jobs, heard = Jobs(), []
    gate, begun, ended = threading.Event(), threading.Event(), threading.Event()

    def stubborn(_progress: Progress) -> None:
        begun.set()
        gate.wait(30)
        ended.set()

    jobs.start(stubborn, label="long", done=heard.append, failed=heard.append)
    assert begun.wait(5)
    before = time.monotonic()
    assert not jobs.stop_all()
    assert time.monotonic() - before < 2
    assert not jobs.busy()
    with qtbot.waitSignal(jobs.all_ended):
        jobs.start(lambda _p: "next", label="next", done=heard.append)
    gate.set()
    assert ended.wait(5)
    assert heard == ["next"]


def test_nobody_hears_of_work_that_ended_while_all_was_stopped(qtbot: QtBot) -> None:
    """Its result belongs to a case that is left: told now, it would show a text's title on the lock screen."""
    jobs, heard = Jobs(), []
    begun = threading.Event()

    def obedient(progress: Progress) -> str:
        begun.set()
        while not progress.cancelled:
            pass
        return "the title of a text"

    jobs.start(obedient, label="Taking the text in", done=heard.append, failed=heard.append)
    assert begun.wait(5)
    assert jobs.stop_all(5_000)
    assert not jobs.busy() and jobs.running() == []
    with qtbot.waitSignal(jobs.all_ended):  # whatever was under way before this has arrived by then
        jobs.start(lambda _p: "next", done=heard.append)
    assert heard == ["next"]


def test_a_job_that_waited_when_all_was_stopped_leaves_the_status_line(qtbot: QtBot) -> None:
    """Each job that was announced is also told to be over."""
    jobs, ended = Jobs(), []
    jobs.job_ended.connect(lambda job: ended.append(job.label))
    gate = threading.Event()
    jobs.start(lambda progress: [gate.wait(0.01) for _ in range(500) if not progress.cancelled], label="first")
    jobs.start(lambda _p: None, label="second")
    jobs.stop_all()
    assert ended == ["first", "second"]


def test_a_program_ends_though_work_goes_on() -> None:
    """The threads do not keep the interpreter alive: closing the window during a long read ends kpdesk."""
    program = (
        "import threading\n"
        "from kpdesk.desktop.jobs import Jobs\n"
        "jobs, begun = Jobs(), threading.Event()\n"
        "jobs.start(lambda _p: (begun.set(), threading.Event().wait(60)), label='long')\n"
        "assert begun.wait(10)\n"
        "jobs.stop_all()\n"
        "print('over')\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=40)
    assert done.stdout.strip() == "over", done.stderr


def test_garbage_is_collected_on_the_gui_thread_only(qtbot: QtBot) -> None:
    """The collector may free Qt objects: automatic collection is off while a window lives."""
    sweeper = Sweeper(every_ms=1_000_000)
    try:
        assert not gc.isenabled()
        rubbish = [[] for _ in range(2000)]
        for each in rubbish:
            each.append(each)
        del rubbish, each
        assert sweeper.sweep() >= 0
    finally:
        sweeper.stop()
    assert gc.isenabled()
