"""Stance by composition: attitude, operators, denials and what the issue asks for."""

import pytest

from kpdesk.extract import stance


@pytest.mark.parametrize(
    ("issue", "text", "sign", "polarity", "attitude", "wanted"),
    [
        ("marange_exports", "still bar Marange stones", "Marange", 1, 1, "oppose"),
        ("marange_exports", "did not oppose exports from Marange", "Marange", 1, 1, "support"),
        ("marange_exports", "backed a ban on Marange stones", "ban", -1, 1, "oppose"),
        ("marange_exports", "lift the ban on Marange stones", "ban", -1, 1, "support"),
        ("zimbabwe_sanctions", "would oppose any easing of the sanctions", "sanctions", 1, 1, "support"),
        ("human_rights_mandate", "has no mandate to deal with rights abuses", "rights", 1, 1, "oppose"),
        ("peer_review", "the plenary will end all meaningful oversight", "oversight", 1, -1, "support"),
        ("kp_effectiveness", "the scheme had lost its credibility", "lost its credibility", -1, 1, "oppose"),
        (
            "definition_conflict_diamond",
            "blocked a plan to widen the definition",
            "widen the definition",
            1,
            1,
            "oppose",
        ),
        ("civil_society_participation", "did not join the protest", "protest", 1, 1, "mixed"),
        ("permanent_secretariat", "turned it down", "it", 1, 1, "oppose"),
    ],
)
def test_stances_are_composed_of_the_words_around_the_sign(issue, text, sign, polarity, attitude, wanted):
    """Reversed, negated and feared things fall on their side."""
    at = text.index(sign)
    cue = "fears" if attitude < 0 else ""
    read = stance.compose(issue, text, at, at + len(sign), polarity=polarity, attitude=attitude, cue=cue)
    assert read is not None
    assert read.stance == wanted


def test_a_clause_that_takes_no_side_has_no_stance():
    """Naming a thing is not judging it."""
    assert stance.compose("marange_exports", "Marange lies in the east", 0, 7) is None


def test_cues_take_sides_themselves():
    """Rejecting and welcoming differ from saying."""
    assert [stance.attitude(c) for c in ("rejected", "welcomed", "said", "warned", "called upon")] == [-1, 1, 0, -1, 1]
