"""Which backups stay: all of two days, then one a day, one a week, one a month. Pure reckoning, no files."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

ALL_OF = timedelta(days=2)
DAILY, WEEKLY, MONTHLY = 12, 10, 9


def to_remove(times: Iterable[datetime], now: datetime) -> list[datetime]:
    """The times of backups that may go. With a clock that went back, none may.

    The newest of each day, week and month is the one that stays.
    """
    newest_first = sorted(times, reverse=True)
    if not newest_first or now < newest_first[0]:
        return []
    old = [time for time in newest_first if now - time > ALL_OF]
    kept: set[datetime] = {newest_first[0]}
    for count, period in ((DAILY, "%Y-%m-%d"), (WEEKLY, "%G-%V"), (MONTHLY, "%Y-%m")):
        seen: set[str] = set()
        for time in old:
            name = time.strftime(period)
            # What a finer period keeps already stands for its coarser one too.
            if name not in seen and len(seen) < count:
                seen.add(name)
                kept.add(time)
    return [time for time in old if time not in kept]
