"""The sample case: what its texts hold, and that each rests on facts that anybody can look up."""

import csv
import json
import re
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from kpdesk.domain.vocabulary import SOURCE_KINDS

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "sample_data"
SHARED = ROOT.parent / "shared"
INDEX = json.loads((SAMPLES / "index.json").read_text(encoding="utf-8"))
TEXTS = {entry["file"]: (SAMPLES / entry["file"]).read_bytes().decode("utf-8") for entry in INDEX}
DEMONSTRATION_LINE = "Written for demonstration; not a news report."

needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="the fact files lie beside the repository only")


def words_of(text: str) -> list[str]:
    """The words of a text in small letters, without marks."""
    return re.findall(r"\w+", text.lower())


def runs_of(text: str, length: int) -> set[tuple[str, ...]]:
    """All runs of so many words in the text."""
    words = words_of(text)
    return {tuple(words[i : i + length]) for i in range(len(words) - length + 1)}


def texts_with(*patterns: str) -> set[str]:
    """The files in which every one of the patterns is found."""
    return {name for name, text in TEXTS.items() if all(re.search(pattern, text) for pattern in patterns)}


def test_every_text_is_listed_once_and_in_order_of_its_name() -> None:
    """The demo reads the list; a text outside it would never be seen."""
    listed = [entry["file"] for entry in INDEX]
    assert listed == sorted(path.name for path in SAMPLES.glob("*.txt"))
    assert 14 <= len(listed) <= 18


@pytest.mark.parametrize("entry", INDEX, ids=lambda entry: entry["file"])
def test_each_text_says_that_it_was_written_for_demonstration(entry: dict) -> None:
    """Nobody should take a sample for a report that some paper printed."""
    text = TEXTS[entry["file"]]
    assert text.count(DEMONSTRATION_LINE) == 1
    assert text.splitlines()[0] == entry["title"]
    assert entry["outlet"] in text
    assert 120 <= len(words_of(text)) <= 350
    assert "\r" not in text
    assert "\ufeff" not in text


@pytest.mark.parametrize("entry", INDEX, ids=lambda entry: entry["file"])
def test_each_listing_has_a_date_as_known_an_example_address_and_a_kind(entry: dict) -> None:
    """Dates are days or months, addresses lead to nobody's site."""
    published = entry["published"]
    assert re.fullmatch(r"\d{4}-\d{2}(-\d{2})?", published)
    assert date.fromisoformat(published if len(published) == 10 else f"{published}-01").year in range(2003, 2027)
    assert (urlsplit(entry["address"]).hostname or "").endswith(".example.org")
    assert entry["kind"] in SOURCE_KINDS
    assert entry["facts"]


def test_listings_follow_the_order_of_publication() -> None:
    """A later text may refer to an earlier one."""
    months = [entry["published"][:7] for entry in INDEX]
    assert months == sorted(months)
    assert {len(entry["published"]) for entry in INDEX} == {7, 10}
    assert len({entry["outlet"] for entry in INDEX}) >= 3


@pytest.mark.parametrize(
    ("feature", "patterns"),
    [
        ("a walk-out", ["walked out of a meeting"]),
        ("a boycott that happened", ["boycotted the meeting"]),
        ("a boycott to come", ["will boycott the plenary"]),
        ("a position told by somebody else", ["Zimbabwean state media reported", "China, Russia, India and Malaysia"]),
        ("a misspelt name of the scheme", [r"\bKimberly\b"]),
        ("a misspelt person", ["Allan Martin"]),
        ("the same person spelt right", ["Alan Martin"]),
        ("a misprinted activist", ["Farai Mguwu"]),
        ("a month as relative date", ["this month"]),
        ("a weekday as relative date", [r"last Thursday|on Tuesday"]),
        ("an acronym that is introduced", [r"Zimbabwe Mining Development Corporation \(ZMDC\)"]),
        ("capitals for governments", [r"\bHarare\b", r"Washington|Pretoria|Brussels"]),
        ("a mention without a name", ["the activist|the chairman|the Congolese official|The London group"]),
        ("someone who came in spite of a boycott", ["attended the Dubai plenary against the coalition's decision"]),
        ("several meetings in one text", ["Jerusalem", "Swakopmund|St Petersburg", "Brussels"]),
        ("an abstention", ["United States abstained"]),
        ("told to somebody", [r"told the agency AFP|told the Voice of America"]),
        ("according to", ["[Aa]ccording to"]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_texts_together_hold_what_a_desk_must_cope_with(feature: str, patterns: list[str]) -> None:
    """Each difficulty is met in at least one text."""
    assert texts_with(*patterns), feature


def test_one_statement_is_printed_by_two_outlets_once_with_another_ending() -> None:
    """Echoes are found only if two outlets carry the same words."""
    opening = "told the Voice of America that civil society feared the coming plenary would put an end to"
    printed = {name: text[text.index(opening) :].splitlines()[0] for name, text in TEXTS.items() if opening in text}
    assert len(printed) == 2
    assert len(set(printed.values())) == 2
    assert len({entry["outlet"] for entry in INDEX if entry["file"] in printed}) == 2


def test_the_union_changes_side_between_jerusalem_and_kinshasa() -> None:
    """Against exports in November 2010, broker of them a year later."""
    before = texts_with("JERUSALEM", r"The European Union, like the United States, opposed exports")
    after = texts_with("KINSHASA", r"deal was brokered by the European Union")
    published = {entry["file"]: entry["published"] for entry in INDEX}
    assert [published[name] for name in before] == ["2010-11-05"]
    assert [published[name] for name in after] == ["2011-11-04"]


def test_nobody_is_quoted_word_for_word() -> None:
    """Quotation marks hold single terms only: no real person said more than that in these words."""
    for text in TEXTS.values():
        assert all(len(words_of(quoted)) <= 2 for quoted in re.findall(r"[\"“]([^\"“”]*)[\"”]", text))


@needs_shared
@pytest.mark.parametrize("entry", INDEX, ids=lambda entry: entry["file"])
def test_no_ten_words_in_a_row_are_taken_from_the_seed_or_the_gold_texts(entry: dict) -> None:
    """The samples are in our own words."""
    for path in [SHARED / "seed" / "voa_marange.txt", *sorted((SHARED / "eval" / "dev").glob("*.txt"))]:
        assert not runs_of(TEXTS[entry["file"]], 10) & runs_of(path.read_text(encoding="utf-8"), 10), path.name


def confirmed_rows() -> dict[str, list[dict[str, str]]]:
    """Fact key → its rows, as the index names them."""
    named_by = {
        "meetings": "title",
        "people": "name",
        "organisations": "name",
        "participants": "participant",
        "issues": "key",
        "chairs": "year",
    }
    found: dict[str, list[dict[str, str]]] = {}
    for table, column in named_by.items():
        with (SHARED / "domain" / f"{table}.csv").open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                found.setdefault(f"{table}/{row[column]}", []).append(row)
    return found


@needs_shared
def test_every_fact_named_exists_and_is_confirmed() -> None:
    """A text rests on rows that were seen in a source, on the seed, or on a numbered note."""
    rows = confirmed_rows()
    notes = (SHARED / "domain" / "contradictions.md").read_text(encoding="utf-8")
    glossary = (SHARED / "domain" / "glossary.md").read_text(encoding="utf-8")
    for entry in INDEX:
        for fact in entry["facts"]:
            table, _, name = fact.partition("/")
            if table == "contradictions":
                assert re.search(rf"^{name}\. ", notes, re.MULTILINE), fact
            elif table == "glossary":
                assert re.search(rf"^## {name}\. ", glossary, re.MULTILINE), fact
            elif fact != "seed":
                assert [row["confidence"] for row in rows[fact]].count("confirmed") == len(rows[fact]), fact


@needs_shared
@pytest.mark.parametrize("entry", INDEX, ids=lambda entry: entry["file"])
def test_every_real_person_named_is_backed_by_a_fact_of_that_text(entry: dict) -> None:
    """Nobody real appears without a confirmed row, a chair's row or the seed article behind it."""
    rows = confirmed_rows()
    seed = (SHARED / "seed" / "voa_marange.txt").read_text(encoding="utf-8")
    facts = entry["facts"]
    chairs = {row["chair_person"] for fact in facts if fact.startswith("chairs/") for row in rows[fact]}
    for key, (person,) in ((k, v) for k, v in rows.items() if k.startswith("people/")):
        name = person["name"]
        if re.search(rf"\b{re.escape(name)}\b", TEXTS[entry["file"]]):
            assert key in facts or name in chairs or ("seed" in facts and name in seed), name
