"""Common phrasings of the news for being at a meeting, naming one, and belonging to a body, in sentences of our own.

Written before the code that reads them was mended for them, in two rounds; the least that is accepted is below what is reached.
"""

from kpdesk.extract import extract
from tests.extract.readings import needs_model
from tests.extract.test_phrasings import share

pytestmark = needs_model
PRINTED = "2012-06-10"  # a Sunday

# (text, who took part and how)
PARTS = [
    (
        "Gillian Milovanovic, who presided over the intersessional in Washington this week, thanked no one.",
        {("Gillian Milovanovic", "chaired")},
    ),
    (
        "The special session in Brussels last month was chaired by Welile Nhlapo of South Africa.",
        {("Welile Nhlapo", "chaired")},
    ),
    (
        "At the plenary in Kinshasa last November, Namibia and Botswana voted for the text.",
        {("Botswana", "attended"), ("Namibia", "attended")},
    ),
    ("Two envoys of Norway sat through the plenary in Kinshasa last November.", {("Norway", "attended")}),
    ("Global Witness had no one at the plenary in Kinshasa last November.", {("Global Witness", "boycotted")}),
    (
        "Angola, Namibia and Ghana all sent ministers to the Luanda meeting in May.",
        {("Angola", "attended"), ("Ghana", "attended"), ("Namibia", "attended")},
    ),
    (
        "The meeting in Luanda in May drew delegates from Angola, Namibia and Ghana.",
        {("Angola", "attended"), ("Ghana", "attended"), ("Namibia", "attended")},
    ),
    ("Liberia turned up late at the Luanda meeting in May.", {("Liberia", "attended")}),
    (
        "IMPACT and Global Witness pulled out of the Luanda meeting in May.",
        {("Global Witness", "boycotted"), ("IMPACT", "boycotted")},
    ),
    (
        "The Civil Society Coalition left the room when the vote was called at the plenary in Kinshasa last November.",
        {("Civil Society Coalition", "walked_out")},
    ),
    ("Human Rights Watch was kept out of the plenary in Kinshasa last November.", {("Human Rights Watch", "excluded")}),
    (
        "Security guards turned Human Rights Watch away from the plenary in Kinshasa last November.",
        {("Human Rights Watch", "excluded")},
    ),
    (
        "The minister, Obert Mpofu, did not travel to the plenary in Kinshasa last November.",
        {("Obert Mpofu", "boycotted")},
    ),
    (
        "Canada and the United States intend to skip the plenary in Johannesburg next year.",
        {("Canada", "will_boycott"), ("United States", "will_boycott")},
    ),
    ("Israel has promised to take part in the plenary in Johannesburg next year.", {("Israel", "will_attend")}),
    ("Botswana is expected at the plenary in Johannesburg next year.", {("Botswana", "will_attend")}),
    ("Ghana will send its mines minister to the plenary in Johannesburg next year.", {("Ghana", "will_attend")}),
    ("The plenary in Kinshasa last November was opened by President Joseph Kabila.", {("Joseph Kabila", "attended")}),
    (
        "Prime Minister Raila Odinga welcomed delegates to the plenary in Nairobi last November.",
        {("Raila Odinga", "attended")},
    ),
    ("Addressing the plenary in Kinshasa last November, Eli Izhakoff called for calm.", {("Eli Izhakoff", "attended")}),
    (
        "Eli Izhakoff told the plenary in Kinshasa last November that the trade needed calm.",
        {("Eli Izhakoff", "attended")},
    ),
    (
        "In a speech to the plenary in Kinshasa last November, Eli Izhakoff called for calm.",
        {("Eli Izhakoff", "attended")},
    ),
    (
        "Eli Izhakoff, who led the delegation of the World Diamond Council at the plenary in Kinshasa last November, called for calm.",
        {("Eli Izhakoff", "attended"), ("World Diamond Council", "attended")},
    ),
    (
        "The World Diamond Council was an observer at the plenary in Kinshasa last November.",
        {("World Diamond Council", "attended")},
    ),
    ("Sierra Leone, for its part, hosted the technical meeting in Freetown in March.", {("Sierra Leone", "hosted")}),
    ("Freetown played host to the technical meeting in March, and Sierra Leone paid for it.", set()),
    ("Rwanda asked to host the plenary next year.", set()),
    ("Campaigners urged the United States to boycott the plenary in Kinshasa.", set()),
    ("Had Canada attended the plenary in Kinshasa last November, the text would have fallen.", set()),
    ("Rwanda denied that it had boycotted the plenary in Kinshasa last November.", set()),
    (
        "Switzerland was represented by its ambassador at the plenary in Kinshasa last November.",
        {("Switzerland", "attended")},
    ),
    (
        "Present at the plenary in Kinshasa last November were Japan, Korea and Thailand.",
        {("Japan", "attended"), ("South Korea", "attended"), ("Thailand", "attended")},
    ),
    (
        "The chairman of the plenary in Kinshasa last November, Mathieu Yamba, closed it without a text.",
        {("Mathieu Yamba", "chaired")},
    ),
    ("Venezuela's chair stayed empty at the plenary in Kinshasa last November.", {("Venezuela", "boycotted")}),
    ("Venezuela was not at the plenary in Kinshasa last November.", {("Venezuela", "boycotted")}),
    (
        "Shamiso Mtisi, a delegate to the plenary in Kinshasa last November, was disappointed.",
        {("Shamiso Mtisi", "attended")},
    ),
    ("Farai Maguwu was refused a visa for the plenary in Kinshasa last November.", {("Farai Maguwu", "excluded")}),
    ("At the talks in Geneva on Thursday, China blocked a text on Marange.", {("China", "attended")}),
    (
        "China and Russia met in Geneva on Thursday for talks on Marange.",
        {("China", "attended"), ("Russia", "attended")},
    ),
    (
        "Mali and Senegal had observers at the intersessional in Washington this week.",
        {("Mali", "attended"), ("Senegal", "attended")},
    ),
    ("Abbey Chikane was in the chair when the talks in Pretoria ended in March.", {("Abbey Chikane", "chaired")}),
    (
        "The intersessional in Washington this week was held under the chairmanship of Gillian Milovanovic.",
        {("Gillian Milovanovic", "chaired")},
    ),
    ("Seven African states took no part in the talks in Pretoria in March.", {("Seven African states", "boycotted")}),
    (
        "Zimbabwe threatened to stay away from the intersessional in Washington next week.",
        {("Zimbabwe", "will_boycott")},
    ),
    (
        "Global Witness refused to sit at the table with Zimbabwe at the talks in Pretoria in March.",
        {("Global Witness", "boycotted")},
    ),
    (
        "Both Canada and Norway were present at the talks in Pretoria in March.",
        {("Canada", "attended"), ("Norway", "attended")},
    ),
    ("Lebanon, absent for years, came to the plenary in Kinshasa last November.", {("Lebanon", "attended")}),
    (
        "The Russian delegation stormed out of the plenary in Kinshasa last November.",
        {("Russian Federation", "walked_out")},
    ),
    (
        "Belgium's envoy left the hall before the vote at the plenary in Kinshasa last November.",
        {("Belgium", "walked_out")},
    ),
    (
        "Human Rights Watch applied to attend the plenary in Kinshasa last November and was refused.",
        {("Human Rights Watch", "excluded")},
    ),
    ("The DRC, as host, opened the plenary in Kinshasa last November.", {("DRC", "hosted")}),
    (
        "Congo's president, Joseph Kabila, opened the plenary in Kinshasa last November.",
        {("Joseph Kabila", "attended")},
    ),
    ("Only China among the big producers did not show up at the talks in Pretoria in March.", {("China", "boycotted")}),
    (
        "Amnesty International said it had been uninvited from the plenary in Kinshasa last November.",
        {("Amnesty International", "excluded")},
    ),
    (
        "Ministers from Lesotho and Tanzania addressed the plenary in Kinshasa last November.",
        {("Lesotho", "attended"), ("Tanzania", "attended")},
    ),
    ("It was the first plenary, in Kinshasa last November, that Brazil attended.", {("Brazil", "attended")}),
    ("Norway decided against going to the talks in Pretoria in March.", {("Norway", "boycotted")}),
    (
        "Partnership Africa Canada, which had boycotted the plenary in Kinshasa last November, came back for the Washington intersessional this week.",
        {("Partnership Africa Canada", "attended"), ("Partnership Africa Canada", "boycotted")},
    ),
    ("Turkey observed the talks in Pretoria in March.", {("Turkey", "attended")}),
    ("Nobody from Togo was at the talks in Pretoria in March.", set()),
]

# (text, place and date of each meeting)
MEETINGS = [
    ("The Kimberley Process met in Windhoek from 3 to 6 November 2009.", {("Windhoek", "2009-11-03/2009-11-06")}),
    ("A four-day plenary closed in Perth on Friday.", {("Perth", "2012-06-05/2012-06-08")}),
    ("The plenary opened in Perth on Monday.", {("Perth", "2012-06-04")}),
    ("The intersessional will be held in Mumbai next May.", {("Mumbai", "2013-05")}),
    ("The next plenary is due in Johannesburg in November.", {("Johannesburg", "2012-11")}),
    ("Last year's plenary in Kinshasa ended in deadlock.", {("Kinshasa", "2011")}),
    ("Johannesburg will host next year's plenary.", {("Johannesburg", "2013")}),
    ("In Kinshasa, at last year's plenary, nobody smiled.", {("Kinshasa", "2011")}),
    ("Ministers gather in Brussels on Tuesday for talks on Marange.", {("Brussels", "2012-06-12")}),
    ("The two-day Swakopmund plenary of November 2009 set the rules.", {("Swakopmund", "2009-11")}),
    ("He called for an emergency session of the scheme.", set()),
    ("Every plenary brings the same speeches.", set()),
    ("Annual plenaries are dull affairs.", set()),
    ("A press conference was held in Harare on Monday.", set()),
    ("The talks in Jerusalem broke up in November 2010 without a deal.", {("Jerusalem", "2010-11")}),
    ("At a meeting in Swakopmund two years ago, exports were stopped.", {("Swakopmund", "2010")}),
    ("A civil society forum met in Mutare at the end of May.", {("Mutare", "2012-05")}),
    ("The November gathering in Luanda failed.", {("Luanda", "2011-11")}),
    ("Delegates to the St Petersburg meeting of July 2010 cleared two shipments.", {("St Petersburg", "2010-07")}),
    ("The summit, held in Interlaken on 5 November 2002, created the scheme.", {("Interlaken", "2002-11-05")}),
    ("The Kimberley Process wound up its plenary in Kinshasa on 3 November 2011.", {("Kinshasa", "2011-11-03")}),
    ("Talks on the text resume in Geneva on Wednesday.", {("Geneva", "2012-06-13")}),
    ("The five-day intersessional in Washington ended on Friday.", {("Washington", "2012-06-04/2012-06-08")}),
    ("Earlier this month the working group on monitoring met in Antwerp.", {("Antwerp", "2012-06")}),
    ("At the Gatineau plenary of October 2004 the list was changed.", {("Gatineau", "2004-10")}),
    ("The meeting, scheduled for 10-12 July in Luanda, was called off.", {("Luanda", "2012-07-10/2012-07-12")}),
    ("A ministerial conference in Pretoria in September 2000 began it all.", {("Pretoria", "2000-09")}),
    ("Next week's session in Vienna will be short.", {("Vienna", "2012-06-11/2012-06-17")}),
    ("The workshop on valuation took place in Dubai in April.", {("Dubai", "2012-04")}),
    ("There was no meeting in 2020.", set()),
    ("He wants a meeting with the minister.", set()),
    ("The talks collapsed in Jerusalem on 4 November 2010.", {("Jerusalem", "2010-11-04")}),
    ("Since the St Petersburg talks of July 2010 little has changed.", {("St Petersburg", "2010-07")}),
    ("The plenary, hosted by Namibia, was held in Swakopmund in November 2009.", {("Swakopmund", "2009-11")}),
]

# (text, to whom each person belongs)
BELONGING = [
    (
        "Ilse Brandt of the Antwerp Sorters' League said the rules were too soft.",
        {("Ilse Brandt", "Antwerp Sorters' League")},
    ),
    (
        "Luca Ferri, treasurer of the Rough Traders Guild, told Gem Weekly that prices would fall. The Guild has 40 members.",
        {("Luca Ferri", "Rough Traders Guild")},
    ),
    ("The Angolans want the ban lifted, said Maria Lopes of the ministry.", {("Maria Lopes", "ministry")}),
    (
        "Dr Amara Kamara, a geologist at the University of Freetown, said the pits were empty.",
        {("Amara Kamara", "University of Freetown")},
    ),
    ("Nick Westcott, the British ambassador, called for patience.", {("Nick Westcott", "United Kingdom")}),
    (
        "By Jane Mugo\nNAIROBI, June 3 - Kenya's foreign minister, Moses Wetangula, welcomed the deal.",
        {("Moses Wetangula", "Kenya")},
    ),
    ("Sani Bako, who heads the Kano Cutters Union, said the tax was unfair.", {("Sani Bako", "Kano Cutters Union")}),
    ("Its director, Rosa Pinto, said the Tete Rights Network would sue.", {("Rosa Pinto", "Tete Rights Network")}),
    (
        "The Tete Rights Network will sue. Its director, Rosa Pinto, said so on Monday.",
        {("Rosa Pinto", "Tete Rights Network")},
    ),
    ("Ghana's deputy minister for mines, Kofi Adjei, said Accra had done enough.", {("Kofi Adjei", "Ghana")}),
    ("Kofi Adjei, Ghana's deputy minister for mines, said Accra had done enough.", {("Kofi Adjei", "Ghana")}),
    ("Emma Stone, campaign director at Stop the Stones, said the KP was asleep.", {("Emma Stone", "Stop the Stones")}),
    ("Reporters asked Mr Van Dyk of Alluvial Mining Ltd for a comment.", {("Van Dyk", "Alluvial Mining Ltd")}),
    ("Lena Vogt, a researcher with the Bremen Stone Project, said so.", {("Lena Vogt", "Bremen Stone Project")}),
    (
        "The Kono Women's Cooperative, chaired by Isatu Bangura, said prices had halved.",
        {("Isatu Bangura", "Kono Women's Cooperative")},
    ),
    (
        'Said Dr Emil Roth, head of the Zurich Gem Laboratory: "We saw nothing."',
        {("Emil Roth", "Zurich Gem Laboratory")},
    ),
    ("Canada's Tim Martin, then the KP chair, wrote to Moscow. Moscow did not answer.", {("Tim Martin", "KP")}),
    ("A spokesman for De Beers, Adrian Stokes, said the company would wait.", {("Adrian Stokes", "De Beers")}),
    (
        "The World Diamond Council (WDC) met. The council's president, Eli Izhakoff, spoke.",
        {("Eli Izhakoff", "World Diamond Council")},
    ),
    ("Joana Prado (Brazil) and Li Wei (China) said no.", {("Joana Prado", "Brazil"), ("Li Wei", "China")}),
]


def parts(text: str) -> set:
    """Participations by name."""
    draft = extract(text, published=PRINTED)
    names = {a.id: a.name for a in draft.actors}
    return {(names[p.actor], p.how) for m in draft.meetings for p in m.participation}


def held(text: str) -> set:
    """Place and date of each meeting."""
    return {(m.place, m.when) for m in extract(text, published=PRINTED).meetings}


def belonging(text: str) -> set:
    """Persons with the body they belong to."""
    draft = extract(text, published=PRINTED)
    names = {a.id: a.name for a in draft.actors}
    return {(a.name, names[a.affiliation]) for a in draft.actors if a.kind == "person" and a.affiliation}


def test_being_at_a_meeting_is_read_from_common_phrasings():
    """Most of them, and few that are not there."""
    precision, recall = share([(parts(text), wanted) for text, wanted in PARTS])
    assert precision >= 0.8
    assert recall >= 0.75


def test_meetings_are_placed_and_dated():
    """Those told of, and none that is only wished for or general."""
    precision, recall = share([(held(text), wanted) for text, wanted in MEETINGS])
    assert precision >= 0.9
    assert recall >= 0.9


def test_persons_belong_to_the_body_that_the_words_give():
    """By title, apposition, possessive and verb."""
    precision, recall = share([(belonging(text), wanted) for text, wanted in BELONGING])
    assert precision >= 0.85
    assert recall >= 0.75


if __name__ == "__main__":
    for rows, read in ((PARTS, parts), (MEETINGS, held), (BELONGING, belonging)):
        made = [(read(text), wanted) for text, wanted in rows]
        print(read.__name__, share(made))
        for row, (have, wanted) in zip(rows, made, strict=True):
            if have != wanted:
                print(" ", row[0], "missing", wanted - have, "too many", have - wanted)
