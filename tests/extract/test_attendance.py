"""Who was at a meeting by what the report tells of them there."""

import pytest

from kpdesk.extract import extract
from kpdesk.extract.attendance import WEIGHTS, probability
from tests.extract.readings import needs_model

THERE = [
    (
        "Diamond states part in anger\n\nACCRA, 12 June 2019 - The Kimberley Process intersessional in Accra closed on"
        " Wednesday. Ghana, Mali and Togo stymied a plan to count artisanal mines, and Norway protested.\n",
        {"Ghana", "Mali", "Togo", "Norway"},
    ),
    (
        "LUANDA, 12 June 2019 - Delegates to the Kimberley Process plenary in Luanda argued until midnight. A clause on"
        " cyanide was fought by Guinea and Brazil. Canada relented at the last minute.\n",
        {"Guinea", "Brazil", "Canada"},
    ),
    (
        "WINDHOEK, 12 June 2019 - The Kimberley Process meeting in Windhoek ended on Tuesday with no text. Angola"
        " insisted on a fresh review. The European Union and Japan sided with Namibia.\n",
        {"Angola", "European Union", "Japan"},
    ),
    pytest.param(
        "GENEVA, 12 June 2019 - Talks on the diamond scheme opened in Geneva on Monday. A delegate from a small island"
        " state complained that papers came late. Switzerland sponsored a motion on data, which India contested.\n",
        {"Switzerland", "India"},
        marks=pytest.mark.xfail(reason="'sponsored' is parsed as a participle: Switzerland does nothing", strict=True),
    ),
]
NOT_THERE = [
    (
        "LUANDA, 12 June 2019 - The Kimberley Process plenary in Luanda ended on Tuesday. In Antwerp, dealer Piet Loos"
        " said by telephone that prices would fall. He buys stones from Lesotho.\n",
        {"Piet Loos", "Lesotho"},
    ),
    (
        "ACCRA, 12 June 2019 - The Kimberley Process intersessional in Accra closed on Tuesday. Villagers near Kono"
        " said nobody had asked them. Years ago Liberia smuggled stones through Guinea.\n",
        {"Liberia", "Guinea"},
    ),
]


def _present(text):
    draft = extract(text, published="2019-06-12")
    names = {a.id: a.name for a in draft.actors}
    return {names[p.actor] for m in draft.meetings for p in m.participation if p.how == "attended"}, draft


@needs_model
@pytest.mark.parametrize(("text", "wanted"), THERE)
def test_those_who_act_where_the_report_is_set_were_there(text, wanted):
    """States that block, side with, give in or propose in a dispatch from the meeting, whatever the verb."""
    assert wanted <= _present(text)[0]


@needs_model
@pytest.mark.parametrize(("text", "others"), NOT_THERE)
def test_those_elsewhere_were_not(text, others):
    """A dealer on the telephone, a place that stones come from, a deed of years ago."""
    assert not others & _present(text)[0]


@needs_model
def test_an_inferred_attendance_says_from_what():
    """The reason names the signs and shows the sentence."""
    found = _present(THERE[0][0])[1].meetings[0].participation
    assert any(p.why.startswith("Inferred: ") and "stymied" in p.why for p in found)


def test_a_deed_where_the_report_is_set_weighs_more_than_a_passing_name():
    """A government that acts at the meeting is likelier to have been there than one only named."""
    acts = {"bias": 1.0, "government": 1.0, "acts": 1.0, "gov_does": 1.0, "near": 1.0}
    passing = {"bias": 1.0, "government": 1.0, "passing": 1.0, "near": 1.0}
    assert probability(acts) > probability(passing)
    assert WEIGHTS["away"] < 0 and WEIGHTS["outside"] < 0
