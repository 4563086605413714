"""Echoes: one wire quotation in many texts is found; other sentences are not; time stays in hand."""

import random
import time

from kpdesk.analysis import echoes

QUOTE = (
    "The groups will stay away from the plenary because nobody listens to the villagers of the eastern fields any more"
)
NEAR = "“The groups will stay away from the plenary because nobody listens to villagers of the eastern fields anymore,”"
OTHER = "The minister said that exports would start again once the monitors had left the country in the spring"


def test_a_quotation_with_small_changes_is_an_echo():
    """Quotation marks, an article left out and a joined word do not hide it."""
    found = echoes.echoes([("a", QUOTE), ("b", NEAR), ("c", OTHER)])
    assert [(e.first, e.second) for e in found] == [("a", "b")]


def test_a_part_of_a_quotation_is_an_echo_of_it():
    """An outlet that prints half of the sentence still prints the same statement."""
    half = "nobody listens to the villagers of the eastern fields any more"
    assert [(e.first, e.second) for e in echoes.echoes([("a", QUOTE), ("b", half)])] == [("a", "b")]


def test_families_hold_every_appearance_once():
    """Ten outlets with one quotation are one family."""
    texts = [(f"s{i}", QUOTE + (" today" if i % 2 else "")) for i in range(10)] + [("x", OTHER)]
    assert echoes.families(texts) == [tuple(f"s{i}" for i in range(10))]


def test_short_phrases_are_never_echoes():
    """Four words are too few to tell an echo from chance."""
    assert echoes.echoes([("a", "they welcomed the move"), ("b", "they welcomed the move")]) == []


def test_many_texts_do_not_mean_all_pairs():
    """Four times the statements take about four times as long, not sixteen."""
    draw = random.Random(7)
    vocabulary = [f"word{i}" for i in range(3000)]

    def sentences(count):
        return [(str(i), " ".join(draw.choices(vocabulary, k=18))) for i in range(count)]

    def took(count):
        listed = sentences(count)
        start = time.process_time()
        assert echoes.echoes(listed) == []
        return time.process_time() - start

    took(100)
    small, large = took(400), took(1600)
    assert large < 9 * small
