"""A generated case of 10,000 sources, 100,000 statements and 2,000 actors, made once and kept in ``build/bench``.

Everything is invented from short word lists with a fixed seed; writing goes through the unit of work, so that the
change log, the hashes and the full-text index are those of a real case of this size.
"""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from kpdesk.domain.anchors import anchor_at
from kpdesk.domain.records import (
    Actor,
    Issue,
    Meeting,
    Name,
    Participation,
    Position,
    PositionStatement,
    Source,
    Statement,
    StatementIssue,
    TextVersion,
)
from kpdesk.store.case import CaseFile

FOLDER = Path("build/bench")
VERSION = 6  # raise it when the generated records or the format change
SOURCES, PER_SOURCE, ACTORS, MEETINGS, ISSUES = 10_000, 10, 2_000, 300, 14
BUSY = 5_000  # statements of the first actor, for the merge


def _listed(words: str) -> list[str]:
    return words.split()


FIRST = _listed(
    "Ana Ben Cara Dan Eva Farai Grace Hugo Ines Joy Karl Lena Musa Nia Obed Pia Rui Sara Tom Uma Vera Will Yara Zoe"
)
LAST = _listed(
    "Banda Cole Dube Ellis Fofana Gomez Hove Ito Jalloh Kone Lopez Moyo Ncube Okoye Pires Roux Sithole Toure Usman"
)
PLACES = _listed("Windhoek Kinshasa Harare Jerusalem Brussels Luanda Gaborone Moscow Delhi Dubai Antwerp Freetown")
OUTLETS = [f"{place} {paper}" for place in PLACES for paper in ("Herald", "Times", "Wire", "Post")]
WORDS = _listed(
    "monitors exports diamonds certificate review plenary consensus civil society government mine village police soldiers "
    "panning trade ban report table nothing decided council minister talks stones parcel sale auction violence withdrawal "
    "observers visit compliance mandate standard rough border smuggling agreement deadlock chair statement company permit"
)
VERBS = _listed("said told warned denied insisted argued added conceded")


def big_case() -> Path:
    """The path of the generated case; made anew when it is not there."""
    path = FOLDER / f"big-{VERSION}.kpdesk"
    if not path.exists():
        FOLDER.mkdir(parents=True, exist_ok=True)
        for old in FOLDER.glob("big-*.kpdesk"):
            old.unlink()
        made = path.with_suffix(f".making-{os.getpid()}")  # two may make it at once
        generate(made)
        made.rename(path)
    return path


def copy_of_big_case(folder: Path) -> Path:
    """A copy that may be written to."""
    return Path(shutil.copyfile(big_case(), folder / "big.kpdesk"))


def generate(path: Path, *, sources: int = SOURCES, actors: int = ACTORS) -> None:
    """Write a case of this many sources, each with ten statements, and actors."""
    chance = random.Random(20111101)
    with CaseFile.create(path, name="Generated") as case:
        people = [_actor(n, chance) for n in range(actors)]
        issues = [
            Issue(key=f"issue_{n}", label=f"Question {n}", phrases=(f"{WORDS[n]} {WORDS[n + 1]}",))
            for n in range(ISSUES)
        ]
        meetings = [_meeting(n, chance) for n in range(MEETINGS)]
        with case.unit("Added actors, issues and meetings") as unit:
            unit.add_all([*people, *issues, *meetings])
            unit.add_all(
                Name(actor_id=a.id, text=f"{a.name.split()[0][0]}. {a.name.split()[-1]}", kind="short") for a in people
            )
            unit.add_all(
                Participation(
                    meeting_id=m.id, actor_id=p.id, how=chance.choice(["attended", "boycotted", "walked_out"])
                )
                for m in meetings
                for p in chance.sample(people, 8)
            )
        numbers = iter(range(sources))
        while batch := list(islice(numbers, 500)):
            with case.unit(f"Added {len(batch)} texts", who="generated") as unit:
                records: list[Any] = []
                for number in batch:
                    records += _text(number, unit, chance, people, issues, meetings, sources)
                unit.add_all(records)


def _actor(n: int, chance: random.Random) -> Actor:
    if n % 3 == 0:
        return Actor(
            name=f"{chance.choice(PLACES)} {chance.choice(WORDS).title()} Council {n}", kind="ngo", country="ZW"
        )
    return Actor(
        name=f"{chance.choice(FIRST)} {chance.choice(LAST)}-{n}",
        kind="person",
        country=chance.choice(["ZW", "NA", "BE"]),
    )


def _meeting(n: int, chance: random.Random) -> Meeting:
    place, day = chance.choice(PLACES), f"20{chance.randint(3, 24):02}-{chance.randint(1, 12):02}"
    kind = chance.choice(["plenary", "intersessional", "other"])
    return Meeting(name=f"{kind.title()}, {place} {n}", kind=kind, place=place, country="NA", start=day, end=None)


def _sentence(chance: random.Random, words: int = 14) -> str:
    return " ".join(chance.choices(WORDS, k=words))


def _text(
    number: int, unit: Any, chance: random.Random, people: list[Actor], issues: list[Issue], meetings: list[Meeting],
    sources: int,
) -> Iterator[Any]:  # fmt: skip
    day = f"20{3 + number * 20 // sources:02}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
    source = Source(
        title=f"{_sentence(chance, 6).capitalize()} {number}", outlet=chance.choice(OUTLETS), published=day,
        address=f"https://example.org/{number}", read_by="generated 1",
    )  # fmt: skip
    speakers = [_speaker(number * PER_SOURCE + n, chance, people, sources) for n in range(PER_SOURCE)]
    spoken = [_sentence(chance) for _ in speakers]
    parts = [
        f"“{said.capitalize()} {number},” {chance.choice(VERBS)} {who.name}."
        for who, said in zip(speakers, spoken, strict=True)
    ]
    text = f"{source.title}\n\n" + "\n\n".join(f"{_sentence(chance, 30).capitalize()}. {part}" for part in parts) + "\n"
    digest = unit.keep_blob(text.encode())
    version = TextVersion(
        source_id=source.id, text_sha256=digest, received_sha256=digest, characters=len(text), made_at=day
    )
    yield from (source, version)
    at = 0
    for n, (who, part) in enumerate(zip(speakers, parts, strict=True)):
        start = text.index(part, at) + 1
        end = text.index("”", start)
        at = end
        made: dict[str, Any] = (
            {"state": "proposed", "made_by": "generated 1", "score": round(chance.random(), 3)}
            if number % 4 == 0
            else {}
        )
        said = Statement(
            source_id=source.id, speaker_id=who.id, content=text[start:end], mode="direct", said_on=day[:7],
            said_at_id=chance.choice(meetings).id if n == 0 else None, **made,
        )  # fmt: skip
        issue = chance.choice(issues)
        yield said
        yield anchor_at(text, start, end, text_version_id=version.id, role="content", statement_id=said.id)
        yield StatementIssue(statement_id=said.id, issue_id=issue.id)
        spot = text.index(who.name, end)
        yield anchor_at(text, spot, spot + len(who.name), text_version_id=version.id, role="mention", actor_id=who.id)
        if n % 5 == 2:
            position = Position(
                source_id=source.id, holder_id=who.id, issue_id=issue.id, stance=chance.choice(["support", "oppose"]),
                as_of=day[:7], **made,
            )  # fmt: skip
            yield position
            yield PositionStatement(position_id=position.id, statement_id=said.id)
            yield anchor_at(text, start, end, text_version_id=version.id, position_id=position.id)


def _speaker(n: int, chance: random.Random, people: list[Actor], sources: int) -> Actor:
    """The first actor speaks 5,000 of 100,000 statements, the others share the rest."""
    if n % (sources * PER_SOURCE // min(BUSY, sources)) == 0:
        return people[0]
    return people[1 + chance.randrange(len(people) - 1)]
