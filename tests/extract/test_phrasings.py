"""Common phrasings of the news for taking part, taking sides and speaking, in sentences of our own."""

from kpdesk.extract import extract
from tests.extract.readings import needs_model

pytestmark = needs_model

# (text, who must have taken part and how)
PARTS = [
    (
        "The intersessional meeting in Luanda last June was attended by Angola, Brazil and Canada.",
        {("Angola", "attended"), ("Brazil", "attended"), ("Canada", "attended")},
    ),
    (
        "Delegates from Namibia, Ghana and Lesotho gathered in Windhoek last week for an intersessional meeting.",
        {("Namibia", "attended"), ("Ghana", "attended"), ("Lesotho", "attended")},
    ),
    (
        "Representatives of India, Israel and Russia met in Brussels on Tuesday for talks on the trade.",
        {("India", "attended"), ("Israel", "attended"), ("Russia", "attended")},
    ),
    ("Belgium, which hosted the plenary in Antwerp last year, declined to comment.", {("Belgium", "hosted")}),
    ("Angola hosted the intersessional meeting in Luanda in June.", {("Angola", "hosted")}),
    ("The plenary was hosted by Namibia in Swakopmund last November.", {("Namibia", "hosted")}),
    ("Peter Okello chaired the plenary in Windhoek last November.", {("Peter Okello", "chaired")}),
    ("Peter Okello presided over the plenary in Windhoek last November.", {("Peter Okello", "chaired")}),
    (
        "The chair of the plenary, Peter Okello, closed the session in Windhoek last November without a text.",
        {("Peter Okello", "chaired")},
    ),
    ("Mines minister Laura Baptista opened the plenary in Luanda on Monday.", {("Laura Baptista", "attended")}),
    ("Amnesty International boycotted the plenary held in Dubai last month.", {("Amnesty International", "boycotted")}),
    ("Global Witness stayed away from the plenary in Dubai last month.", {("Global Witness", "boycotted")}),
    (
        "Amnesty International and Global Witness stayed away from the plenary in Dubai last month.",
        {("Amnesty International", "boycotted"), ("Global Witness", "boycotted")},
    ),
    ("Global Witness walked out of the plenary in Dubai on Thursday.", {("Global Witness", "walked_out")}),
    (
        "Global Witness and Amnesty International stormed out of the session in Dubai on Thursday.",
        {("Global Witness", "walked_out"), ("Amnesty International", "walked_out")},
    ),
    ("Brazil sent a delegation to the plenary in Dubai last month.", {("Brazil", "attended")}),
    ("Norway sent a large team to the intersessional meeting in Luanda last month.", {("Norway", "attended")}),
    (
        "Ghana was represented by its deputy mines minister, Kofi Adjei, at the plenary in Luanda last month.",
        {("Ghana", "attended"), ("Kofi Adjei", "attended")},
    ),
    ("Sierra Leone took part in the talks in Geneva in May.", {("Sierra Leone", "attended")}),
    ("Guinea joined the talks in Geneva in May.", {("Guinea", "attended")}),
    ("Global Witness was barred from the plenary in Luanda last month.", {("Global Witness", "excluded")}),
    (
        "Amnesty International was denied accreditation to the plenary in Luanda last month.",
        {("Amnesty International", "excluded")},
    ),
    ("Angola refused visas to two campaigners of Global Witness ahead of the plenary in Luanda last month.", set()),
    ("Organisers excluded Global Witness from the plenary in Luanda last month.", {("Global Witness", "excluded")}),
    ("Canada will attend the plenary in Luanda next month.", {("Canada", "will_attend")}),
    ("Global Witness will boycott the plenary in Luanda next month.", {("Global Witness", "will_boycott")}),
    (
        "Amnesty International said it would not attend the plenary in Luanda next month.",
        {("Amnesty International", "will_boycott")},
    ),
    (
        "Amnesty International plans to stay away from the plenary in Luanda next month.",
        {("Amnesty International", "will_boycott")},
    ),
    (
        "Amnesty International did not join the walkout at the plenary in Luanda last month.",
        {("Amnesty International", "attended")},
    ),
    (
        "Jan Peeters, who attended the plenary in Luanda last month, called it a waste of time.",
        {("Jan Peeters", "attended")},
    ),
    (
        "Jan Peeters, a delegate of Belgium at the plenary in Luanda last month, called it a waste of time.",
        {("Jan Peeters", "attended")},
    ),
    ("Global Witness skipped the plenary in Luanda last month.", {("Global Witness", "boycotted")}),
    ("Canada did not send anyone to the plenary in Luanda last month.", {("Canada", "boycotted")}),
    ("Jan Peeters spent three days at the plenary in Luanda last month.", {("Jan Peeters", "attended")}),
    (
        "Jan Peeters told delegates at the plenary in Luanda on Monday that the scheme was alive.",
        {("Jan Peeters", "attended")},
    ),
    (
        "Officials from Botswana and Namibia held talks in Gaborone on Monday.",
        {("Botswana", "attended"), ("Namibia", "attended")},
    ),
    ("Russia is to host the plenary in Moscow next year.", set()),
    ("Neither Canada nor Norway attended the plenary in Luanda last month.", set()),
    ("If Canada boycotts the plenary in Luanda next month, the text falls.", set()),
    ("Canada said the plenary in Luanda last month failed the miners.", set()),
    (
        "The plenary in Luanda last month, attended by ministers from Angola and Ghana, ended without a text.",
        {("Angola", "attended"), ("Ghana", "attended")},
    ),
    (
        "Among those present at the plenary in Luanda last month were Ghana and Canada.",
        {("Ghana", "attended"), ("Canada", "attended")},
    ),
]

# (text, published, positions that must be there); an empty set: nobody may hold any
SIDES = [
    (
        "Canada and Australia opposed exports from Marange.",
        "2010-06-25",
        {("Canada", "marange_exports", "oppose"), ("Australia", "marange_exports", "oppose")},
    ),
    (
        "Botswana supports the export of diamonds from Marange.",
        "2010-06-25",
        {("Botswana", "marange_exports", "support")},
    ),
    (
        "Namibia backed Zimbabwe's bid to resume exports from Marange.",
        "2010-06-25",
        {("Namibia", "marange_exports", "support"), ("Zimbabwe", "marange_exports", "support")},
    ),
    ("Israel vetoed the sale of Marange diamonds.", "2010-06-25", {("Israel", "marange_exports", "oppose")}),
    (
        "Human Rights Watch called for the suspension of Zimbabwe over abuses in Marange.",
        "2010-06-25",
        {("Human Rights Watch", "marange_exports", "oppose")},
    ),
    (
        "Ghana asked the Kimberley Process to lift the ban on Marange diamonds.",
        "2010-06-25",
        {("Ghana", "marange_exports", "support")},
    ),
    ("India did not oppose the exports of Marange diamonds.", "2010-06-25", {("India", "marange_exports", "support")}),
    (
        "Norway refused to support the export of Marange diamonds.",
        "2010-06-25",
        {("Norway", "marange_exports", "oppose")},
    ),
    (
        "Sources said Canada blocked a deal on Marange diamonds.",
        "2010-06-25",
        {("Canada", "marange_exports", "oppose")},
    ),
    (
        "The European Union welcomed the decision to clear Marange diamonds for export.",
        "2011-11-05",
        {("European Union", "marange_exports", "support")},
    ),
    ("Switzerland abstained in the debate on Marange diamonds.", "2010-06-25", set()),
    (
        "Canada said it would not agree to exports from Marange unless the army left.",
        "2010-06-25",
        {("Canada", "marange_exports", "oppose")},
    ),
    (
        "India, China and Russia endorsed the export of stones from Marange.",
        "2010-11-25",
        {
            ("India", "marange_exports", "support"),
            ("China", "marange_exports", "support"),
            ("Russia", "marange_exports", "support"),
        },
    ),
    (
        "Russia blocked a wider definition of conflict diamonds.",
        "2022-11-25",
        {("Russia", "definition_conflict_diamond", "oppose")},
    ),
    (
        "Ukraine urged the Kimberley Process to suspend Russia.",
        "2022-06-25",
        {("Ukraine", "russia_ukraine", "support")},
    ),
    (
        "Belarus objected to any discussion of the war in Ukraine.",
        "2022-06-25",
        {("Belarus", "russia_ukraine", "oppose")},
    ),
    (
        "Canada proposed to widen the definition of conflict diamonds.",
        "2012-06-25",
        {("Canada", "definition_conflict_diamond", "support")},
    ),
    (
        "The World Diamond Council supports a permanent secretariat.",
        "2017-06-25",
        {("World Diamond Council", "permanent_secretariat", "support")},
    ),
    (
        "Global Witness said the scheme had lost its credibility.",
        "2011-12-05",
        {("Global Witness", "kp_effectiveness", "oppose")},
    ),
    (
        "China rejected the proposal for a majority vote instead of consensus.",
        "2009-12-05",
        {("China", "consensus_rule", "support")},
    ),
    (
        "Zimbabwe demanded that Global Witness be barred from Kimberley Process meetings.",
        "2010-12-05",
        {("Zimbabwe", "civil_society_participation", "oppose")},
    ),
    (
        "Canada defended the right of civil society to take part in the Kimberley Process.",
        "2011-12-05",
        {("Canada", "civil_society_participation", "support")},
    ),
    ("Dealers in Mumbai bought rough stones and polished them.", "2011-12-05", set()),
]


def read(text: str, published: str | None):
    """What was made of a text: participations and positions by name."""
    draft = extract(text, published=published)
    names = {a.id: a.name for a in draft.actors}
    return (
        {(names[p.actor], p.how) for m in draft.meetings for p in m.participation},
        {(names[p.holder], p.issue, p.stance) for p in draft.positions},
    )


def share(made: list[tuple[set, set]]) -> tuple[float, float]:
    """Precision and recall over (made, wanted) pairs."""
    right = sum(len(m & w) for m, w in made)
    return right / max(1, sum(len(m) for m, _ in made)), right / max(1, sum(len(w) for _, w in made))


def parts_made():
    """Made and wanted participations of every sentence."""
    return [(read(text, "2011-06-30")[0], wanted) for text, wanted in PARTS]


def sides_made():
    """Made and wanted positions of every sentence."""
    return [(read(text, published)[1], wanted) for text, published, wanted in SIDES]


def test_taking_part_is_read_from_common_phrasings():
    """Most of them, and few that are not there."""
    precision, recall = share(parts_made())
    assert precision >= 0.85
    assert recall >= 0.85


def test_taking_sides_is_read_from_common_phrasings():
    """Most of them, and few that are not there."""
    precision, recall = share(sides_made())
    assert precision >= 0.8
    assert recall >= 0.8


if __name__ == "__main__":
    for title, rows, made in (("parts", PARTS, parts_made()), ("sides", SIDES, sides_made())):
        print(title, share(made))
        for row, (have, wanted) in zip(rows, made, strict=True):
            if have != wanted:
                print(" ", row[0], "\n     missing", wanted - have, "too many", have - wanted)
