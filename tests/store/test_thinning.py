"""Thinning: two days whole, then days, weeks, months; never the newest, never with a clock that went back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from kpdesk.store.thinning import DAILY, MONTHLY, WEEKLY, to_remove

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def test_every_half_hour_for_two_years_leaves_a_ladder() -> None:
    """All of two days, then at most the number of days, weeks and months that the rule names."""
    times = [NOW - timedelta(minutes=30 * n) for n in range(2 * 365 * 48)]
    kept = sorted(set(times) - set(to_remove(times, NOW)), reverse=True)
    recent = [t for t in kept if NOW - t <= timedelta(days=2)]
    assert len(recent) == 97
    older = kept[97:]
    assert DAILY <= len(older) <= DAILY + WEEKLY + MONTHLY
    assert NOW - older[-1] > timedelta(days=240)


def test_a_clock_that_went_back_removes_nothing() -> None:
    """With a newest backup in the future there is no telling what is old."""
    times = [NOW + timedelta(days=400), *(NOW - timedelta(days=n) for n in range(800))]
    assert to_remove(times, NOW) == []


@given(st.lists(st.integers(0, 60 * 24 * 900), max_size=60, unique=True))
def test_the_newest_stays_and_thinning_twice_removes_no_more(minutes: list[int]) -> None:
    """Whatever there is: the newest is kept, and the rule is stable."""
    times = [NOW - timedelta(minutes=m) for m in minutes]
    gone = set(to_remove(times, NOW))
    assert not times or max(times) not in gone
    left = [t for t in times if t not in gone]
    assert to_remove(left, NOW) == []
