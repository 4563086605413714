"""Texts made to be hard: time grows with the length, not with its square, and a stop is heard soon."""

import time
from types import SimpleNamespace

import pytest

from kpdesk.domain.draft import Known
from kpdesk.extract import assembly, extract, name_variants, pipeline
from kpdesk.extract.cast import Actor, Cast
from kpdesk.extract.reference import fold
from tests.extract.readings import needs_model

FIRST = ["Tendai", "Amina", "Joseph", "Mary", "Peter", "Farai", "Ruth", "Kofi", "Lena", "Omar"]


def crowded(sentences: int) -> str:
    """Every sentence has a new person, a new body, a quotation and a meeting."""
    made = []
    for n in range(sentences):
        name = f"{FIRST[n % 10]} {chr(65 + n % 26)}{'aeiou'[n % 5]}{chr(98 + n // 26 % 24)}o{chr(98 + n // 7 % 24)}i"
        made.append(
            f"{name}, director of the {name.split()[1]} Trust, said “exports of lot {n} must stop” at the "
            f"meeting in Kinshasa in {1960 + n % 60}. He said that the group opposed it."
        )
    return "\n".join(made)


def rules_time(text: str, monkeypatch) -> float:
    """Processor seconds of everything after the parse."""
    doc = pipeline.parse(text)
    with monkeypatch.context() as parsed:
        parsed.setattr(pipeline, "parse", lambda part, told=None, name=None: doc)
        started = time.process_time()
        extract(text, published="2011-11-05")
        spent = time.process_time() - started
    return spent


@needs_model
def test_four_times_the_names_take_about_four_times_as_long(monkeypatch):
    """Comparing every name, quotation or meeting with every other would take sixteen times."""
    rules_time(crowded(4), monkeypatch)  # the reference set and patterns are read once
    once = min(rules_time(crowded(20), monkeypatch) for _ in range(2))
    assert rules_time(crowded(80), monkeypatch) < 9 * once


@pytest.mark.parametrize("count", [100, 400])
def test_spellings_of_names_are_compared_with_their_like_only(count, monkeypatch):
    """Persons of one first name, or of one surname, are not compared each with each."""
    calls = []
    rule = name_variants._same_person
    monkeypatch.setattr(name_variants, "_same_person", lambda a, b: calls.append(1) or rule(a, b))
    cast = Cast("")
    for n in range(count):
        word = "".join("bdfgklmnprstvz"[n // 14**k % 14] + "aeiou"[(n + k) % 5] for k in range(3))
        for name in (f"Tendai {word.title()}", f"{word.title()} Moyo"):
            cast.add(Actor(key=f"person/?{fold(name)}", name=name, kind="person"))
    name_variants.join_variants(cast, SimpleNamespace(known=Known(), match=None))
    assert len(calls) < 30 * count


def test_names_are_found_again_in_one_pass_as_whole_words():
    """ "Moyo" in "Moyo-Dube" counts; in "Moyosana" it does not; repeats do not overlap."""
    found = name_variants._places("Moyo met Moyosana. Moyo-Dube, Ana Ana Ana", {"Moyo", "Ana Ana", "Ruvo"})
    assert found == {"Moyo": [0, 19], "Ana Ana": [30]}


class Stop(Exception):
    """What a progress raises when a person asked to stop."""


@needs_model
def test_a_stop_is_heard_within_a_part():
    """A short text of one part asks many times whether it should go on, before and after the parse."""
    text, told = crowded(12), []
    extract(text, progress=lambda share, word: told.append(share))
    assert len(told) >= 8 and told == sorted(told) and told[-1] == 1.0

    def stop(share: float, word: str) -> None:
        if share > 0.72:
            raise Stop

    with pytest.raises(Stop):
        assembly.extract(text, progress=stop)
