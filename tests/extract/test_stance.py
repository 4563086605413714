"""Stance by composition: attitude, operators, denials and what the issue asks for."""

import pytest

from kpdesk.extract import stance


@pytest.mark.parametrize(
    ("issue", "text", "sign", "attitude", "wanted"),
    [
        ("marange_exports", "still bar Marange stones", "Marange", 1, "oppose"),
        ("marange_exports", "did not oppose exports from Marange", "Marange", 1, "support"),
        ("marange_exports", "backed a ban on Marange stones", "Marange", 1, "oppose"),
        ("marange_exports", "lift the ban on Marange stones", "Marange", 1, "support"),
        ("car_suspension", "lift the embargo", "embargo", 1, "oppose"),
        ("car_suspension", "keep the embargo", "embargo", 1, "support"),
        ("zimbabwe_sanctions", "would oppose any easing of the sanctions", "sanctions", 1, "support"),
        ("human_rights_mandate", "has no mandate to deal with rights abuses", "rights", 1, "oppose"),
        ("human_rights_mandate", "must act on human rights abuses", "human rights", 1, "support"),
        ("peer_review", "the plenary will end all meaningful oversight", "oversight", -1, "support"),
        ("kp_effectiveness", "the scheme had lost its credibility", "scheme", 1, "oppose"),
        ("definition_conflict_diamond", "blocked a plan to widen the definition", "definition", 1, "oppose"),
        ("civil_society_participation", "did not join the protest", "protest", 1, "mixed"),
    ],
)
def test_stances_are_composed_of_the_words_around_the_sign(issue, text, sign, attitude, wanted):
    """Reversed, negated and feared things fall on their side."""
    at = text.index(sign)
    read = stance.compose(issue, text, at, at + len(sign), attitude=attitude, cue="fears" if attitude < 0 else "")
    assert read is not None
    assert read.stance == wanted


def test_a_clause_that_takes_no_side_has_no_stance():
    """Naming a thing is not judging it."""
    assert stance.compose("marange_exports", "Marange lies in the east", 0, 7) is None


def test_cues_take_sides_themselves():
    """Rejecting and welcoming differ from saying."""
    assert [stance.attitude(c) for c in ("rejected", "welcomed", "said", "warned", "called upon")] == [-1, 1, 0, -1, 1]
