"""Which backups stay: all of two days, then one a day, one a week, one a month. Pure reckoning, no files."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

ALL_OF = timedelta(days=2)
DAILY, WEEKLY, MONTHLY = 12, 10, 9
STAGES = ((DAILY, "%Y-%m-%d"), (WEEKLY, "%G-%V"), (MONTHLY, "%Y-%m"))


def to_remove(times: Iterable[datetime], now: datetime) -> list[datetime]:
    """The times of backups that may go. With a clock that went back, none may.

    The newest of each day, week and month is the one that stays.
    """
    newest_first = sorted(times, reverse=True)
    if not newest_first or now < newest_first[0]:
        return []
    old = [time for time in newest_first if now - time > ALL_OF]
    kept = {newest_first[0]}
    stages = iter(STAGES)
    left, period = next(stages)
    seen = ""
    for time in old:
        if time.strftime(period) == seen:
            continue
        if not left:
            left, period = next(stages, (0, ""))
        if not left:
            break
        seen, left = time.strftime(period), left - 1
        kept.add(time)
    return [time for time in old if time not in kept]
