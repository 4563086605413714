"""Candidates for a name: variants found, look-alikes told apart, and not by comparing with everybody."""

import time

import pytest

from kpdesk.analysis import names


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Alan Martin", "Allan Martin"),
        ("Kimberly Process", "Kimberley Process"),
        ("Kimberely Process", "the Kimberley Process"),
        ("Bernhard Esau", "Bernhardt Esau"),
        ("Stéphane Chardon", "Stephane Chardon"),
        ("WDC", "World Diamond Council"),
        ("Mr. Charles Rivkin", "Charles Rivkin"),
        ("Bojun Tang", "Tang Bojun"),
        ("Mathieu Yamba", "Mathieu Yamba Lapfa"),
        ("Gem and Jewellery Export Promotion Council", "Gem & Jewellery Export Promotion Council"),
    ],
)
def test_variants_of_one_name_are_candidates(a, b):
    """Spelling, accents, titles, acronyms and word order do not hide who is meant."""
    score, why = names.similar(a, b)
    assert score >= names.ENOUGH
    assert a in why or b in why


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Republic of the Congo", "Democratic Republic of the Congo"),
        ("Kim Jong Un", "Kim Jong Il"),
        ("Alan Martin", "Tim Martin"),
        ("South Africa", "Africa"),
        ("Guinea", "Guinea-Bissau"),
        ("European Union", "African Union"),
        ("Mike Davis", "Mary Davis"),
        ("Ministry of Mines", "Ministry of Finance"),
        ("Group of Seven", "Group of Eight"),
    ],
)
def test_look_alikes_are_told_apart(a, b):
    """Names that differ where it matters are no candidates."""
    assert names.similar(a, b)[0] < names.ENOUGH


def test_a_matcher_finds_the_one_among_thousands():
    """A misspelt name finds its record among 20,000, quickly, and nobody else."""
    people = [(f"p{i}", f"Person{i % 977} Family{i}") for i in range(20_000)] + [("x", "Shamiso Mtisi")]
    match = names.matcher(people)
    start = time.perf_counter()
    found = match("Shamiso Mutisi")
    assert time.perf_counter() - start < 0.5
    assert [f[0] for f in found] == ["x"]
    assert found[0][3] == "'Shamiso Mutisi' and 'Shamiso Mtisi' differ by one letter."


def test_duplicates_leave_out_pairs_told_apart():
    """What a person told apart is not proposed again."""
    listed = [("1", "Alan Martin"), ("2", "Allan Martin"), ("3", "Obert Mpofu")]
    assert [(a, b) for a, b, _ in names.duplicates(listed)] in ([("1", "2")], [("2", "1")])
    assert names.duplicates(listed, apart=[frozenset(("1", "2"))]) == []


def test_a_crowd_with_one_first_name_hides_nobody(monkeypatch):
    """Among 1,000 Tendais the slip of the pen, the initials and the fuller name are found, and few are looked at."""
    crowd = [
        (str(n), f"Tendai {'bdfgklmnpr'[n // 100]}{'aeiou'[n // 10 % 5]}{'bdfgklmnpr'[n % 10]}osana")
        for n in range(1000)
    ]
    meant = [("slip", "Tendai Chikwavo"), ("short", "TC"), ("full", "Tendai Joseph Chikwava")]
    looked, rule = [], names.similar
    monkeypatch.setattr(names, "similar", lambda a, b: looked.append(b) or rule(a, b))
    found = {c.id for c in names.Matcher(crowd + meant).candidates("Tendai Chikwava", limit=10)}
    assert found >= {"slip", "short", "full"}
    assert len(looked) <= 110
