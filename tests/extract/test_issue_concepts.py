"""Every issue has its concepts, and every way of taking a side on them falls on the right one."""

import itertools

import pytest

from kpdesk.domain.draft import Known
from kpdesk.extract import reference, stance
from kpdesk.extract.issue_concepts import concepts
from kpdesk.extract.issues import Issues

# issue: (what is wanted by those who support it, what is wanted by those who oppose it)
WANTED = {
    "marange_exports": (["exports from Marange", "the sale of Marange diamonds"], ["a ban on Marange diamonds", "the suspension of Zimbabwe"]),
    "definition_conflict_diamond": (["a wider definition of conflict diamonds"], ["the existing definition of conflict diamonds"]),
    "human_rights_mandate": (["action on human rights abuses"], []),
    "consensus_rule": (["the rule of consensus", "decisions by consensus"], ["a two-thirds majority", "majority voting"]),
    "civil_society_participation": (["the participation of civil society", "a seat for NGOs"], ["the exclusion of civil society"]),
    "whistleblower_protection": (["protection for whistleblowers", "Maguwu's release"], ["the arrest of Maguwu", "the charges against Maguwu"]),
    "peer_review": (["peer review", "review visits", "independent monitoring"], []),
    "internal_controls": (["stricter controls", "internal controls"], []),
    "statistics_transparency": (["the publication of figures", "trade statistics"], ["secrecy"]),
    "cote_divoire_illicit_trade": (["the embargo on Côte d'Ivoire"], ["exports of Ivorian diamonds"]),
    "car_suspension": (["the suspension of the Central African Republic", "the ban on CAR diamonds"], ["exports from the Central African Republic", "the readmission of CAR"]),
    "venezuela_noncompliance": (["the expulsion of Venezuela", "Venezuela's suspension"], ["Venezuela's readmission", "the return of Venezuela"]),
    "republic_of_congo_expulsion": (["the removal of Congo-Brazzaville"], ["the readmission of Congo-Brazzaville"]),
    "ghana_west_africa": (["Ghana's suspension", "action against Ghana"], []),
    "zimbabwe_sanctions": (["sanctions on Zimbabwe", "the US sanctions"], ["the lifting of sanctions"]),
    "russia_ukraine": (["a debate on Ukraine", "the suspension of Russia", "a ban on Russian diamonds"], []),
    "communique_dispute": (["a final communiqué"], []),
    "artisanal_mining": (["help for diggers", "the formalisation of artisanal miners"], []),
    "permanent_secretariat": (["a permanent secretariat"], []),
    "chairmanship_selection": (["the candidacy of Botswana", "the election of the vice-chair"], []),
    "lab_grown_synthetic": (["separate codes for lab-grown stones", "the disclosure of synthetics"], ["undisclosed synthetics"]),
    "responsible_sourcing": (["responsible sourcing", "due diligence"], []),
    "digital_certificates": (["electronic certificates"], ["paper certificates"]),
    "conflict_diamonds_founding": (["a certificate of origin"], []),
    "kp_effectiveness": (["the credibility of the scheme"], []),
}  # fmt: skip
FOR = ["supports", "called for", "wants", "is pushing for", "did not oppose", "welcomed", "defended", "was in favour of", "would not block", "dropped its opposition to"]  # fmt: skip
AGAINST = ["opposes", "rejected", "blocked", "refused to support", "objects to", "did not want", "called for an end to", "spoke out against", "condemned", "wants to scrap"]  # fmt: skip


def side(issue: str, text: str) -> str | None:
    """The stance that a clause takes on an issue, by its first concept."""
    found = concepts(text, frozenset([issue]))
    if not found:
        return None
    firm = [c for c in found if c.weight > 1] or found
    first = found[0] if found[0].polarity < 0 else firm[0]
    read = stance.compose(issue, text, first.start, first.end, polarity=first.polarity)
    return read.stance if read is not None else None


ROWS = [
    (issue, f"{verb} {thing}", ("support", "oppose")[(way + (verb in AGAINST)) % 2])
    for issue, sides in WANTED.items()
    for way, things in enumerate(sides)
    for thing, verb in itertools.product(things, FOR + AGAINST)
]


def test_every_issue_of_the_reference_set_has_concepts():
    """The table holds them all."""
    assert {i.key for i in reference.issues()} == set(WANTED)


@pytest.mark.parametrize("issue", WANTED)
def test_each_way_of_taking_a_side_falls_on_the_right_one(issue):
    """Issue by verb by thing: supporting what opponents want is to oppose."""
    wrong = {(text, side(issue, text)) for key, text, wanted in ROWS if key == issue and side(issue, text) != wanted}
    assert wrong == set()


@pytest.mark.parametrize(
    ("issue", "text", "wanted"),
    [
        ("car_suspension", "asked that the suspension of CAR be lifted", "oppose"),
        ("car_suspension", "a general lifting would be premature", "support"),
        ("car_suspension", "called for the ban on CAR diamonds to be maintained", "support"),
        ("car_suspension", "wants the embargo eased", "oppose"),
        ("marange_exports", "wanted exports from Marange to restart", "support"),
        ("marange_exports", "wants Marange exports stopped", "oppose"),
        ("marange_exports", "asked to lift the ban on Marange diamonds", "support"),
        ("zimbabwe_sanctions", "wants the sanctions on Zimbabwe kept", "support"),
        ("zimbabwe_sanctions", "demanded that sanctions be removed", "oppose"),
        ("russia_ukraine", "kept the war in Ukraine off the agenda", "oppose"),
        ("digital_certificates", "wants paper certificates replaced", "support"),
        ("cote_divoire_illicit_trade", "wants the UN embargo enforced", "support"),
        ("lab_grown_synthetic", "regretted that separate codes had been turned down", "support"),
    ],
)
def test_what_is_done_to_a_thing_turns_the_side(issue, text, wanted):
    """Before it or behind it, active or passive."""
    cue = "kept" if text.startswith("kept") else ""
    found = concepts(text, frozenset([issue]))
    read = stance.compose(issue, text, found[0].start, found[0].end, polarity=found[0].polarity, cue=cue)
    assert read is not None
    assert read.stance == wanted


def test_only_the_issues_of_the_case_are_looked_for():
    """An issue that the case does not have gives no concept."""
    assert concepts("peer review", frozenset(["marange_exports"])) == []
    assert "peer_review" in Issues(Known()).labels
