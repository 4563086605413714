"""Positions: holder, claimant, stance and the words they rest on."""

import pytest

from kpdesk.extract import extract
from tests.extract.readings import needs_model

pytestmark = needs_model


def held(text, published="2010-06-25"):
    """(holder, issue, stance, claimed by) of a text."""
    draft = extract(text, published=published)
    names = {a.id: a.name for a in draft.actors}
    return {(names[p.holder], p.issue, p.stance, names.get(p.claimed_by or "")) for p in draft.positions}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("South Africa backed exports from Marange.", ("South Africa", "marange_exports", "support", None)),
        (
            "Ana Ruvo said that Canada blocked exports from Marange.",
            ("Canada", "marange_exports", "oppose", "Ana Ruvo"),
        ),
        (
            "Zimbabwe said Kimberley has no mandate to deal with rights abuses.",
            ("Zimbabwe", "human_rights_mandate", "oppose", None),
        ),
        ("Canada rejected a ban on stones from Marange.", ("Canada", "marange_exports", "support", None)),
        (
            "The sale of Marange diamonds was resisted by Canada, Norway and Israel.",
            ("Norway", "marange_exports", "oppose", None),
        ),
        (
            "Canada rejected exports from Marange. So did Norway.",
            ("Norway", "marange_exports", "oppose", None),
        ),
        (
            "Canada rejected exports from Marange. Angola disagreed.",
            ("Angola", "marange_exports", "support", None),
        ),
        (
            "Canada rejected exports from Marange. Norway lined up behind Canada.",
            ("Norway", "marange_exports", "oppose", None),
        ),
    ],
)
def test_positions_have_the_right_holder_and_side(text, wanted):
    """Told deeds, told words, and what one says of another."""
    assert wanted in held(text)


def test_the_reason_quotes_the_words_it_rests_on():
    """A person can check the composition."""
    (position,) = extract("South Africa backed exports from Marange.", published="2010-06-25").positions
    assert position.why == "'backed + exports' with Marange export certification: support."
    assert "backed exports" in position.evidence[0].text


@pytest.mark.parametrize(
    ("published", "text", "wanted"),
    [
        ("2010-11", "Namibia and India urged members to let Zimbabwe sell its Chiadzwa stones.", {("Namibia", "marange_exports", "support"), ("India", "marange_exports", "support")}),
        ("2010-11", "Australia said it could not accept any deal that allowed shipments from Marange to resume.", {("Australia", "marange_exports", "oppose")}),
        ("2010-07", "Israel, which had opposed the sale of Marange diamonds, dropped its objections on Tuesday.", {("Israel", "marange_exports", "support")}),
        ("2012-06", "India is opposed to any change in the definition.", {("India", "definition_conflict_diamond", "oppose")}),
        ("2019-06", "The current definition is hopelessly outdated, Global Witness said.", {("Global Witness", "definition_conflict_diamond", "support")}),
        ("2021-11", "China and India maintain that human rights lie outside the mandate of the scheme.", {("China", "human_rights_mandate", "oppose"), ("India", "human_rights_mandate", "oppose")}),
        ("2011-06", "Belgium deplored the exclusion of civil society from the talks.", {("Belgium", "civil_society_participation", "support")}),
        ("2007-11", "Venezuela refused to receive a review mission.", {("Venezuela", "peer_review", "oppose")}),
        ("2004-11", "Canada threatened to keep the chair unless Russia published its production figures.", {("Canada", "statistics_transparency", "support")}),
        ("2010-11", "Global Witness urged the Security Council to keep the embargo on Ivorian diamonds.", {("Global Witness", "cote_divoire_illicit_trade", "support")}),
        ("2013-05", "Activists want the ban on diamonds from the Central African Republic to stay.", {("Activists", "car_suspension", "support")}),
        ("2024-11", "Angola backed the readmission of the Central African Republic. The United States warned that the move was premature.", {("Angola", "car_suspension", "oppose"), ("United States", "car_suspension", "support")}),
        ("2007-11", "Russia opposed the expulsion of Venezuela and asked for more time.", {("Russia", "venezuela_noncompliance", "oppose")}),
        ("2013-06", "The United States defended the sanctions on ZMDC. Zimbabwe said they were illegal.", {("United States", "zimbabwe_sanctions", "support"), ("Zimbabwe", "zimbabwe_sanctions", "oppose")}),
        ("2022-11", "Belarus and Mali blocked a debate on Russia's war in Ukraine.", {("Belarus", "russia_ukraine", "oppose"), ("Mali", "russia_ukraine", "oppose")}),
        ("2011-06", "The United States did not oppose exports from Marange.", {("United States", "marange_exports", "mixed")}),
        ("2024-11", "Cameroon voted for the lifting of the embargo on Central African diamonds, and so did Gabon.", {("Cameroon", "car_suspension", "oppose"), ("Gabon", "car_suspension", "oppose")}),
        ("2013-06", "South Africa insists that the existing definition must stay.", {("South Africa", "definition_conflict_diamond", "oppose")}),
        ("2023-11", "Russia, Belarus and Mali rejected Russia's suspension.", {("Russia", "russia_ukraine", "oppose"), ("Belarus", "russia_ukraine", "oppose"), ("Mali", "russia_ukraine", "oppose")}),
        ("2011-11", "Delegates discussed the situation in Marange for three hours.", set()),
        ("2012-05", "Zimbabwe exported diamonds worth $300m last year, the ministry said.", set()),
        ("2010-11", "It was not clear whether Canada would oppose the exports from Marange.", set()),
        ("2024-06", "The secretariat in Gaborone has nine employees, its head said.", set()),
    ],
)  # fmt: skip
def test_sides_are_read_in_the_many_ways_the_news_tells_them(published, text, wanted):
    """Exactly these positions, and no more."""
    assert {(who, issue, side) for who, issue, side, _ in held(text, published)} == wanted


_THINGS = {
    "marange_exports": ("2011-06", "exports from Marange", "the ban on Marange stones"),
    "car_suspension": ("2015-06", "the embargo on the Central African Republic", "the readmission of the Central African Republic"),
    "venezuela_noncompliance": ("2008-06", "the expulsion of Venezuela", "the return of Venezuela"),
    "definition_conflict_diamond": ("2019-06", "a wider definition", "the current definition"),
    "consensus_rule": ("2017-06", "the unanimity rule", "majority voting"),
    "zimbabwe_sanctions": ("2012-06", "the sanctions on ZMDC", "the lifting of sanctions on ZMDC"),
}  # fmt: skip
_WAYS = (("backed", 1), ("rejected", -1), ("called for", 1), ("spoke out against", -1), ("refused to accept", -1))


@pytest.mark.parametrize("issue", sorted(_THINGS))
@pytest.mark.parametrize(("way", "sign"), _WAYS)
@pytest.mark.parametrize("against", [False, True])
def test_each_way_of_siding_falls_on_the_side_of_the_thing(issue, way, sign, against):
    """Whoever is for what is against it opposes it."""
    published, *things = _THINGS[issue]
    side = "support" if sign * (-1 if against else 1) > 0 else "oppose"
    assert ("Norway", issue, side, None) in held(f"Norway {way} {things[against]}.", published)
