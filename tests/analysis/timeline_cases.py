"""Timelines for tests: a small fixed one, and a random one of any size that is the same each time."""

from __future__ import annotations

import random
from datetime import date

from kpdesk.analysis.timeline_data import ChangeEntry, MeetingEntry, PresenceEntry, StatementEntry, TimelineData


def day(year: int, month: int = 1, day_: int = 1) -> int:
    return date(year, month, day_).toordinal()


def a_small_timeline() -> TimelineData:
    """Five meetings of 2009 to 2012 with every kind of date, sign and state."""
    meetings = [
        MeetingEntry("m1", "7th plenary, Swakopmund", "plenary", "", "Swakopmund", "2009-11-02", "2009-11-05"),
        MeetingEntry(
            "m2", "2010 intersessional", "intersessional", "", "Tel Aviv", "2010-06-21", "2010-06-24", statements=4
        ),
        MeetingEntry(
            "m3", "8th plenary, Jerusalem", "plenary", "", "Jerusalem", "2010-11-01", "2010-11-04", "proposed"
        ),
        MeetingEntry(
            "m4", "2011 intersessional", "intersessional", "", "Kinshasa", "2011-06-20", "2011-06-23", statements=9
        ),
        MeetingEntry("m5", "Coalition meeting", "civil_society", "", "", "2011-08"),
        MeetingEntry("m6", "A talk nobody dated", "other"),
    ]
    hows = ("chaired", "hosted", "attended", "walked_out", "boycotted", "excluded", "will_attend", "will_boycott")
    presences = [
        PresenceEntry(f"p{n}", "m4", f"a{n}", f"Actor {n}", how, "proposed" if n == 3 else "accepted")
        for n, how in enumerate(hows)
    ]
    statements = [
        StatementEntry("s1", "2011-06-21", "Ana", "we will not sit at that table", "accepted"),
        StatementEntry("s2", "2011-06-21", "Ben", "nothing was decided", "proposed"),
        StatementEntry("s3", "2011-06", "Cho", "the talks go on", "accepted"),
        StatementEntry("s4", None, "Dia", "no date here", "accepted"),
    ]
    changes = [
        ChangeEntry("c1", "2010-07-15", "Zimbabwe", "Exports", "support"),
        ChangeEntry("c2", "2011-06-23", "Canada", "Exports", "oppose", "support"),
        ChangeEntry("c3", "2011-06", "Israel", "Exports", "mixed", "oppose", reviewed=False),
    ]
    return TimelineData(
        meetings=meetings, presences=presences, statements=statements, changes=changes, case_name="Small", sources=3
    )


def a_random_timeline(meetings: int, *, seed: int = 1, first: int = 2000, last: int = 2026) -> TimelineData:
    """``meetings`` meetings with about nine times as many presences, twelve times as many statements, three changes each."""
    rnd = random.Random(seed)
    kinds = ("plenary", "intersessional", "special", "ministerial", "negotiation", "civil_society", "other")
    places = ("Kinshasa", "Jerusalem", "Windhoek", "Saint Petersburg", "", "Washington, D.C.", "Victoria Falls")
    names = [f"Actor {n}" for n in range(60)]
    low, high = day(first), day(last)

    def when(around: int, spread: int) -> str:
        text = date.fromordinal(min(high, max(low, around + rnd.randint(-spread, spread)))).isoformat()
        return text if rnd.random() < 0.7 else text[: rnd.choice((7, 7, 7, 4))]

    out: dict[str, list] = {"m": [], "p": [], "s": [], "c": []}
    for n in range(meetings):
        start = rnd.randint(low, high - 10)
        dated = rnd.random()
        text = date.fromordinal(start).isoformat()
        begin = text if dated < 0.7 else text[:7] if dated < 0.95 else text[:4]
        end = date.fromordinal(start + rnd.randint(0, 5)).isoformat() if dated < 0.7 else None
        kind, place = rnd.choice(kinds), rnd.choice(places)
        state = "proposed" if rnd.random() < 0.3 else "accepted"
        out["m"].append(
            MeetingEntry(f"m{n}", f"{kind} {n}", kind, "", place, begin, end, state, statements=rnd.randint(0, 30))
        )
        for k, actor in enumerate(rnd.sample(range(60), rnd.randint(0, 18))):
            how = rnd.choice(("attended", "attended", "attended", "hosted", "walked_out", "boycotted", "will_attend"))
            out["p"].append(PresenceEntry(f"m{n}p{k}", f"m{n}", f"a{actor}", names[actor], how, state))
        for k in range(rnd.randint(0, 24)):
            out["s"].append(StatementEntry(f"m{n}s{k}", when(start, 40), rnd.choice(names), "said so", state))
        for k in range(rnd.randint(0, 6)):
            a, b = rnd.sample(("support", "oppose", "mixed", "unclear"), 2)
            out["c"].append(
                ChangeEntry(f"m{n}c{k}", when(start, 40), rnd.choice(names), "Exports", a, b, rnd.random() < 0.5)
            )
    return TimelineData(meetings=out["m"], presences=out["p"], statements=out["s"], changes=out["c"], sources=10)
