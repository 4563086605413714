"""Scores drafts of the texts in tests/extract/gold for what a reader asks of them, one figure a question."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

from kpdesk.analysis.echoes import echoes
from kpdesk.domain.draft import Draft
from kpdesk.extract import extract

GOLD = Path(__file__).parent / "gold"


def texts() -> dict[str, dict]:
    """The gold by name of its text."""
    return {p.stem: json.loads(p.read_text("utf-8")) for p in sorted(GOLD.glob("*.json"))}


def _same(a: str, b: str) -> bool:
    x, y = re.findall(r"\w+", a.casefold()), re.findall(r"\w+", b.casefold())
    common = len(set(x) & set(y))
    return common >= 0.75 * max(len(set(x)), len(set(y)))


class Count:
    """Right ones over those asked for, by question; what is too much is counted apart."""

    def __init__(self, *, tell: bool = False) -> None:
        self.right: Counter[str] = Counter()
        self.asked: Counter[str] = Counter()
        self.tell = tell

    def ask(self, question: str, good: bool, what: object = "") -> None:
        self.asked[question] += 1
        self.right[question] += good
        if self.tell and not good:
            print("  no:", question, "|", what)

    def figures(self) -> dict[str, float]:
        return {q: round(self.right[q] / n, 3) for q, n in sorted(self.asked.items())}


def _named(draft: Draft, name: str) -> str | None:
    wanted = name.casefold()
    for actor in draft.actors:
        if wanted in {
            actor.name.casefold(),
            *(a.casefold() for a in actor.aliases),
            *(m.text.casefold().removeprefix("the ") for m in actor.mentions),
        } or any(m.text.casefold().startswith(f"{wanted} ") for m in actor.mentions if actor.name[:1].islower()):
            return actor.id
    return next((a.id for a in draft.actors if wanted in a.name.casefold()), None)


def compare(name: str, gold: dict, draft: Draft, count: Count) -> None:
    """Add one text to the count."""
    if count.tell:
        print("==", name)
    ids = {n: _named(draft, n) for n in gold["actors"]}
    for who, kind in gold["actors"].items():
        actor = next((a for a in draft.actors if a.id == ids[who]), None)
        count.ask("actors found", actor is not None, who)
        if actor is not None and kind:
            count.ask("kind", actor.kind == kind, (who, actor.kind))
    for who, body in gold["roles"].items():
        actor = next((a for a in draft.actors if a.id == ids[who]), None)
        count.ask(
            "affiliation",
            actor is not None and actor.affiliation is not None and actor.affiliation == ids.get(body),
            (who, actor and (actor.affiliation, actor.role)),
        )
    meetings = {}
    for meeting in gold["meetings"]:
        at = gold["text"].index(meeting["mention"])
        end = at + len(meeting["mention"])
        found = next((m for m in draft.meetings if any(s.start < end and at < s.end for s in m.mentions)), None)
        meetings[meeting["mention"]] = found
        count.ask("meetings found", found is not None, meeting["mention"])
        if found is not None:
            count.ask("meeting when", found.when == meeting["when"], (meeting["mention"], found.when, meeting["when"]))
            if meeting["place"]:
                count.ask(
                    "meeting place", (found.place or "").startswith(meeting["place"]), (meeting["mention"], found.place)
                )
            for who, how in meeting["parts"].items():
                count.ask(
                    "participation",
                    how is None or any(p.actor == ids.get(who) and p.how == how for p in found.participation),
                    (who, how, found.participation),
                )
    if not gold["meetings"]:
        count.ask("no meeting where there is none", not draft.meetings, [m.name for m in draft.meetings])
    _statements(gold, draft, count, ids)
    _positions(gold, draft, count, ids)


def _statements(gold: dict, draft: Draft, count: Count, ids: dict) -> None:
    matched = []
    free = list(draft.statements)
    for wanted in gold["statements"]:
        found = next((s for s in free if _same(" ".join(c.text for c in s.content), wanted["content"])), None)
        matched.append(found)
        count.ask("statements found", found is not None, wanted["content"])
        if found is None:
            continue
        free.remove(found)
        speaker = ids.get(wanted["speaker"]) or _named(draft, wanted["speaker"])
        count.ask(
            "speaker",
            speaker is not None and found.speaker == speaker,
            (wanted["speaker"], wanted["content"][:40], found.speaker, found.speaker_mention),
        )
        count.ask("mode", found.mode == wanted["mode"], (wanted["content"], found.mode))
        if "told_to" in wanted:
            count.ask("told to", found.told_to == wanted["told_to"], (wanted["told_to"], found.told_to))
        else:
            count.ask("told to nobody named", found.told_to is None, (wanted["content"], found.told_to))
        if "said_on" in wanted:
            count.ask("said on", found.said_on == wanted["said_on"], (wanted["said_on"], found.said_on))
        for key, have in (("at", found.at_meeting), ("before", found.before_meeting)):
            if key in wanted:
                meeting = next((m for m in draft.meetings if m.id == have), None)
                count.ask(
                    f"said {key} a meeting",
                    meeting is not None and any(wanted[key] in s.text for s in meeting.mentions),
                    (wanted["content"][:40], wanted[key], meeting),
                )
        for words in wanted.get("about", ()):
            about = [m for m in draft.meetings if m.id in found.about_meetings]
            count.ask(
                "about a meeting",
                any(words in s.text for m in about for s in m.mentions),
                (wanted["content"][:40], words),
            )
        if "repeats" in wanted:
            earlier = matched[wanted["repeats"]]
            count.ask("repeats", earlier is not None and found.repeats == earlier.id, wanted["content"][:40])
        count.ask(
            "statement says why",
            found.cue is None or found.cue.text in found.why or found.repeats is not None,
            found.why,
        )
    count.ask("no statement too many", not free, [s.content[0].text for s in free])


def _positions(gold: dict, draft: Draft, count: Count, ids: dict) -> None:
    for wanted in gold["positions"]:
        holder = ids.get(wanted["holder"]) or _named(draft, wanted["holder"])
        found = next((p for p in draft.positions if p.holder == holder and p.issue == wanted["issue"]), None)
        count.ask("positions found", found is not None, (wanted["holder"], wanted["issue"]))
        if found is None:
            continue
        count.ask(
            "stance", found.stance == wanted["stance"], (wanted["holder"], wanted["issue"], found.stance, found.why)
        )
        claimant = _named(draft, wanted["claimed_by"]) if wanted["claimed_by"] else None
        count.ask(
            "claimed by", found.claimed_by == claimant, (wanted["holder"], wanted["claimed_by"], found.claimed_by)
        )
        count.ask(
            "evidence",
            any(wanted["evidence"] in e.text for e in found.evidence),
            (wanted["evidence"], found.evidence[0].text),
        )
        count.ask(
            "position says why",
            all(w in found.evidence[0].text or w in str(found.why) for w in found.why.split("'")[1].split(" + ")),
            found.why,
        )


def run(*, tell: bool = False) -> dict[str, float]:
    """All figures over all texts."""
    count, gold = Count(tell=tell), texts()
    drafts = {name: extract(g["text"], published=g["published"]) for name, g in gold.items()}
    for name, g in gold.items():
        compare(name, g, drafts[name], count)
    listed = [
        (f"{n}/{s.id}", " ".join(c.text for c in s.content))
        for n, d in drafts.items()
        for s in d.statements
        if s.repeats is None
    ]
    pairs = {frozenset(x.split("/")[0] for x in (e.first, e.second)) for e in echoes(listed)}
    wanted = {frozenset((n, s["echo"])) for n, g in gold.items() for s in g["statements"] if "echo" in s}
    for pair in wanted:
        count.ask("echoes", pair in pairs, pair)
    count.ask("no echo too many", not {p for p in pairs if len(p) == 2} - wanted, pairs)
    return count.figures()


if __name__ == "__main__":
    for question, figure in run(tell=True).items():
        print(f"{question:35} {figure:.2f}")
