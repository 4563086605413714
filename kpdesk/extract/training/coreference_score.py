"""``python -m kpdesk.extract.training.coreference_score``: who is meant by "he" and "the minister", as extraction reads it.

Two questions. On GUM, given the names: does a pronoun or a phrase such as "the minister" go to the name that ``Entity=``
says? On news texts with gold: do statements whose speaker is written as a pronoun or a common noun get that speaker?
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from spacy.language import Language

from kpdesk.domain.draft import Known
from kpdesk.extract import extract, gazetteer, pipeline
from kpdesk.extract.cast import Actor, Cast
from kpdesk.extract.describe import Describer
from kpdesk.extract.reading import Reading
from kpdesk.extract.training.evaluation import load_scorer
from kpdesk.extract.training.examples import gum_mentions
from kpdesk.extract.training.treebank import TreeDocument, read_documents

ROOT = Path(__file__).parents[3]
PRONOUNS = {
    **dict.fromkeys(("he", "him", "his", "himself", "she", "her", "hers", "herself"), "he, she"),
    **dict.fromkeys(("it", "its", "itself"), "it"),
    **dict.fromkeys(("they", "them", "their", "theirs", "themselves"), "they"),
}
PHRASES = "the minister, the group"
_KINDS = {"person": "person", "organization": "organisation", "place": "government"}
_OPENERS = frozenset(
    [
        "the",
        "a",
        "an",
        "this",
        "that",
        "these",
        "those",
        "one",
        "some",
        "several",
        "many",
        "two",
        "three",
        "another",
        "its",
        "his",
        "her",
        "their",
    ]
)

Mention = tuple[int, int, str, str]  # first word, last word exclusive, coreference group, type


def gum(documents: Sequence[TreeDocument], nlp: Language) -> dict[str, dict[str, float | int]]:
    """For each sort of mention: how often the answer is right, and how many with a name before them get it."""
    count: Counter[tuple[str, str]] = Counter()
    for document in documents:
        _ask(document, nlp, count)
    return {
        sort: {
            "precision": _share(count[sort, "right"], count[sort, "answered"]),
            "found": _share(count[sort, "right"], count[sort, "named before"]),
            "right": count[sort, "right"], "answered": count[sort, "answered"], "named_before": count[sort, "named before"],
        }
        for sort in (*dict.fromkeys(PRONOUNS.values()), PHRASES)
    }  # fmt: skip


def _ask(document: TreeDocument, nlp: Language, count: Counter[tuple[str, str]]) -> None:
    mentions = sorted(gum_mentions(document), key=lambda m: (m[0], -m[1]))
    known = Known(use_reference=False)
    reading = Reading(
        doc=nlp(document.text), published=None, known=known, reference=None, gazetteer=gazetteer.build(known, None)
    )
    cast, first = _named(document, mentions, reading.text)
    describer = Describer(reading, cast)
    for low, high, group, kind in mentions:
        head = _head(document, low, high)
        sort = _sort(document, low, high, head, kind)
        if sort is None:
            continue
        before = first.get(group, 1 << 30) < document.spans[low][0]
        found = describer.actor(reading.token(document.spans[head][0]), create=False)
        count[sort, "named before"] += before
        count[sort, "answered"] += found is not None
        count[sort, "right"] += found is not None and found.key == group and before


def _named(document: TreeDocument, mentions: Sequence[Mention], text: str) -> tuple[Cast, dict[str, int]]:
    """The gold's named persons, bodies and places as a cast, and where each is first named."""
    cast, first = Cast(text), {}
    for low, high, group, kind in mentions:
        head = _head(document, low, high)
        if kind not in _KINDS or document.tags[head][0] != "PROPN":
            continue
        start, end = head, head + 1
        while start > low and document.tags[start - 1][0] == "PROPN":
            start -= 1
        while end < high and document.tags[end][0] == "PROPN":
            end += 1
        place = document.spans[start][0], document.spans[end - 1][1]
        actor = cast.add(Actor(key=group, name=text[slice(*place)], kind=_KINDS[kind]))
        cast.mention(actor, *place)
        first.setdefault(group, place[0])
    return cast, first


def _head(document: TreeDocument, low: int, high: int) -> int:
    return next((i for i in range(low, high) if not low <= document.heads[i] < high), high - 1)


def _sort(document: TreeDocument, low: int, high: int, head: int, kind: str) -> str | None:
    """The sort of a mention that is asked about; None for names, first and second persons and abstract things."""
    if high - low == 1 and document.words[low].casefold() in PRONOUNS:
        return PRONOUNS[document.words[low].casefold()]
    definite = document.words[low].casefold() in ("the", "this", "that")
    return PHRASES if definite and kind in _KINDS and document.tags[head][1] == "NN" else None


def news(folders: Sequence[Path], scorer: ModuleType, without: Sequence[str] = ()) -> dict[str, dict[str, float | int]]:
    """Statements by a pronoun or a common noun: how many there are, are found, and are given to the right speaker."""
    count: Counter[tuple[str, str]] = Counter()
    for path in sorted(p for folder in folders for p in folder.glob("*.gold.json")):
        name = path.name.removesuffix(".gold.json")
        if name in without:
            continue
        text = path.with_name(f"{name}.txt").read_bytes().decode("utf-8")
        gold = json.loads(path.read_text("utf-8"))
        draft = extract(text, published=gold.get("published")).as_json()
        for sort, found, right in _speakers(text, gold, draft, scorer):
            count[sort, "statements"] += 1
            count[sort, "found"] += found
            count[sort, "right"] += right
    return {
        sort: {
            "right_of_found": _share(count[sort, "right"], count[sort, "found"]),
            "right_of_all": _share(count[sort, "right"], count[sort, "statements"]),
            **{k: count[sort, k] for k in ("right", "found", "statements")},
        }
        for sort in ("pronoun", "common noun")
    }


def _speakers(text: str, gold: dict, draft: dict[str, Any], scorer: ModuleType) -> Iterator[tuple[str, bool, bool]]:
    """(sort of mention, statement found, speaker right); texts, statements and actors are paired as score.py pairs them."""
    actors = gold["actors"] + gold.get("optional_actors", [])
    match, _ = scorer.pair_actors(text, actors, draft["actors"])
    ids = {actors[g]["name"]: draft["actors"][d]["id"] for g, d in match.items()}
    wanted, given = gold["statements"], draft["statements"]
    seen: Counter[str] = Counter()
    places = []
    for statement in wanted:  # the k-th copy of a repeated paragraph is its k-th occurrence
        spots = [m.span() for m in re.finditer(re.escape(statement["content"]), text)]
        places.append([spots[min(seen[statement["content"]], len(spots) - 1)]])
        seen[statement["content"]] += 1

    def same(g: int, d: int) -> float:
        value = scorer.overlap(places[g], scorer.span(given[d]["content"]))
        return value if value >= scorer.SAME_CONTENT else 0

    pairs = scorer.pair(range(len(wanted)), range(len(given)), same)
    for g, statement in enumerate(wanted):
        sort = mention_sort(statement.get("speaker_mention") or "")
        if sort is None or not statement.get("speaker"):
            continue
        who = {ids.get(w, "") for w in (statement["speaker"], *statement.get("co_speakers", []))} - {""}
        yield sort, g in pairs, g in pairs and given[pairs[g]]["speaker"] in who


def mention_sort(words: str) -> str | None:
    """ "pronoun", "common noun" (no capital but that of an opening article or number), or None for names and for nobody."""
    if words.casefold() in PRONOUNS:
        return "pronoun"
    opening, _, rest = words.partition(" ")
    plain = rest if opening.casefold() in _OPENERS else words
    return "common noun" if plain and plain == plain.lower() else None


def _share(part: int, whole: int) -> float:
    return round(part / whole, 3) if whole else 0.0


def main(words: list[str] | None = None) -> int:
    """Prints both figures as JSON."""
    ask = argparse.ArgumentParser(prog="python -m kpdesk.extract.training.coreference_score", description=__doc__)
    ask.add_argument("--shared", type=Path, default=ROOT.parent / "shared", help="folder with corpora/ and eval/")
    ask.add_argument("--without", nargs="*", default=[], metavar="NAME", help="news texts to leave out")
    options = ask.parse_args(words)
    if not options.shared.is_dir():
        print(f"There is no folder {options.shared}; --shared names it.", file=sys.stderr)
        return 2
    shared, own = options.shared, ROOT / "tests" / "extract" / "news"
    scorer = load_scorer(shared / "eval" / "score.py")
    figures = {
        "gum_dev": gum(read_documents(shared / "corpora" / "ud_gum_dev.conllu.gz"), pipeline.load()),
        "news_dev": news([shared / "eval" / "dev"], scorer, options.without),
        "news_own": news([own], scorer),
    }
    print(json.dumps(figures, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
