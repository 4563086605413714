"""Long work off the GUI thread: plain functions ``fn(progress, …)``, results and faults back on the GUI thread."""

from __future__ import annotations

import gc
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, wait
from contextlib import suppress
from functools import partial
from queue import SimpleQueue
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from kpdesk.errors import KpdeskError


class Stopped(KpdeskError):
    """A job ended early because a person asked for it; what it had finished is kept."""


class Progress:
    """What a job holds: it says how far it is and looks whether it was asked to stop.

    Services take it as their ``progress(share, words)``; that call raises Stopped once a stop was asked for.
    """

    def __init__(self, on_report: Callable[[int, int, str], None] | None = None) -> None:
        self._on_report = on_report
        self._stop = threading.Event()
        self._last = 0.0

    @property
    def cancelled(self) -> bool:
        return self._stop.is_set()

    def cancel(self) -> None:
        self._stop.set()

    def silence(self) -> None:
        """Report to nobody any more."""
        self._on_report = None

    def __call__(self, share: float, words: str = "") -> None:
        if self.cancelled:
            raise Stopped("Stopped.", "What was finished is kept.")
        self.report(round(share * 1000), 1000, words)

    def within(self, step: int, steps: int, words: str) -> Callable[[float, str], None]:
        """A progress for one step of several, told in their terms."""
        return lambda share, _words="": self((step + share) / steps, words)

    def report(self, done: int, total: int, words: str = "") -> None:
        """``done`` of ``total`` (0: not known). More than ten reports a second are dropped, the last never is."""
        now = time.monotonic()
        if self._on_report and (now - self._last >= 0.1 or done >= total):
            self._last = now
            self._on_report(done, total, words)


_Done = Callable[[Any], None] | None
_Failed = Callable[[BaseException], None] | None


class Job(QObject):
    """One running piece of work. ``ended`` comes after its result or fault was delivered; not where all was stopped."""

    reported = Signal(int, int, str)
    ended = Signal()

    def __init__(self, label: str, fn: Callable[..., Any], args: tuple[Any, ...]) -> None:
        super().__init__()
        self.label = label
        self.started = time.monotonic()
        self.done, self.total, self.words = 0, 0, ""
        self.future: Future[None] | None = None
        self.progress = Progress(self.reported.emit)
        self._fn, self._args = fn, args
        self.reported.connect(self._on_reported)

    def seconds_left(self) -> float | None:
        """A guess from the pace so far; None before there is one."""
        if not self.done or self.total <= self.done:
            return None
        return (time.monotonic() - self.started) / self.done * (self.total - self.done)

    def work(self) -> tuple[bool, Any]:
        """Runs on the pool's thread; (whether it went well, result or fault)."""
        try:
            return True, self._fn(self.progress, *self._args)
        except BaseException as error:  # every fault is delivered, none is lost in a thread
            return False, error

    def settle(self) -> None:
        """Let go of everything held for the work, so that nothing keeps it alive."""
        self.progress.silence()
        self._fn, self._args = _nothing, ()

    @Slot(int, int, str)
    def _on_reported(self, done: int, total: int, words: str) -> None:
        self.done, self.total, self.words = done, total, words


def _nothing(*_args: Any) -> None:
    return None


class Line:
    """Work in order of arrival, on a few threads that do not keep the program from ending.

    The library's executor joins its threads at exit: a text half read would hold a closed program for minutes.
    """

    def __init__(self, threads: int, name: str) -> None:
        self._queue: SimpleQueue[tuple[Future[None], Callable[[], None]] | None] = SimpleQueue()
        self._threads = threads
        for n in range(threads):
            threading.Thread(target=self._serve, name=f"{name}-{n}", daemon=True).start()

    def submit(self, fn: Callable[[], None]) -> Future[None]:
        future: Future[None] = Future()
        self._queue.put((future, fn))
        return future

    def leave(self) -> None:
        """No more work comes; the threads end with what they do now."""
        for _ in range(self._threads):
            self._queue.put(None)

    def _serve(self) -> None:
        while (given := self._queue.get()) is not None:
            future, fn = given
            if future.set_running_or_notify_cancel():
                fn()
                future.set_result(None)
            del given, future, fn  # waiting for the next must not keep this one alive


class Jobs(QObject):
    """Three small pools: a line for long work that writes, two threads for quick reads, and one for work aside."""

    job_started = Signal(object)
    job_ended = Signal(object)
    all_ended = Signal()
    _worked = Signal(object, bool, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        # One connection for all jobs: a connection a job would keep each of them, and its result, for ever.
        self._worked.connect(self._on_worked)
        # Python's own threads: the binding's runnables are not let go after they ran, some versions crash by them.
        self._open_lines()
        self._alive: dict[Job, tuple[_Done, _Failed]] = {}

    def _open_lines(self) -> None:
        self._long, self._quick, self._aside = Line(1, "kpdesk-long"), Line(2, "kpdesk-quick"), Line(1, "kpdesk-aside")

    def start(
        self,
        fn: Callable[..., Any],
        *args: Any,
        label: str = "",
        aside: bool = False,
        done: Callable[[Any], None] | None = None,
        failed: Callable[[BaseException], None] | None = None,
    ) -> Job:
        """Run ``fn(progress, *args)``. A label makes it a long job: one at a time, shown in the status line.

        ``aside`` is for what nobody asked for and may take minutes: it holds up no list that waits to be read.
        """
        job = Job(label, fn, args)
        self._alive[job] = (done, failed)
        line = self._long if label else self._aside if aside else self._quick
        job.future = line.submit(partial(self._work, job))
        if label:
            self.job_started.emit(job)
        return job

    def running(self) -> list[Job]:
        """The long jobs, the one at work first."""
        return [job for job in self._alive if job.label]

    def busy(self) -> bool:
        """Whether anything runs or waits."""
        return bool(self._alive)

    def stop_all(self, wait_ms: int = 300) -> bool:
        """Ask everything to stop and wait a moment; from then on nobody hears of any of it. True when nothing runs.

        What ended while one waited is dropped too: its result belongs to a case that is being left, and a report of it
        would be shown on the next one, or on a locked screen. Work that goes on may finish a calculation, but the case
        it was for is closed: it can write nothing. What it had written before is whole, for each deed is one transaction.
        """
        dropped, self._alive = self._alive, {}
        for job in dropped:
            job.progress.cancel()
        futures = [job.future for job in dropped if job.future is not None and not job.future.cancel()]
        left = wait(futures, timeout=wait_ms / 1000).not_done
        for line in (self._long, self._quick, self._aside):
            line.leave()
        self._open_lines()
        for job in dropped:
            job.settle()
            if job.label:
                self.job_ended.emit(job)
        return not left

    def _work(self, job: Job) -> None:
        """Runs on a pool's thread."""
        well, value = job.work()
        if job in self._alive:
            with suppress(RuntimeError):  # the window, and this with it, went away meanwhile
                self._worked.emit(job, well, value)

    @Slot(object, bool, object)
    def _on_worked(self, job: Job, well: bool, value: Any) -> None:
        if job not in self._alive:  # all was stopped after it had sent this
            return
        done, failed = self._alive.pop(job)
        then = done if well else failed
        job.settle()
        try:
            if then is not None:
                then(value)
        finally:
            job.ended.emit()
            if job.label:
                self.job_ended.emit(job)
            if not self._alive:
                self.all_ended.emit()


class Sweeper(QObject):
    """Collects garbage on the GUI thread only: a collector on a worker thread may free Qt objects there."""

    def __init__(self, parent: QObject | None = None, every_ms: int = 1000) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(every_ms)
        self._timer.timeout.connect(self.sweep)
        self._timer.start()

    def sweep(self) -> int:
        """Collect the generations that are due; returns which was collected, or -1."""
        counts, limits = gc.get_count(), gc.get_threshold()
        for generation in (2, 1, 0):
            if counts[generation] > limits[generation] > 0:
                gc.collect(generation)
                return generation
        return -1

    def stop(self) -> None:
        self._timer.stop()
        gc.enable()
