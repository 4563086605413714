"""The words of the news by which extraction tells persons, bodies, groups, meetings and deeds apart."""

from __future__ import annotations


def each(words: str) -> frozenset[str]:
    """The words of a line, as a set."""
    return frozenset(words.split())


PERSON_NOUNS = each(
    "member official spokesman spokeswoman spokesperson minister president chairman chairwoman chair chairperson director delegate "
    "colleague activist campaigner analyst diplomat source adviser advisor aide ambassador envoy negotiator representative expert "
    "researcher trader dealer jeweller miner digger villager resident lawyer judge journalist reporter observer monitor coordinator "
    "co-ordinator secretary commissioner inspector investigator officer leader head chief boss executive manager owner founder "
    "professor teacher farmer worker buyer seller importer exporter smuggler panner sorter assayer guard clerk columnist scholar academic economist geologist lecturer councillor corporal sergeant captain priest pastor bishop headman friend neighbour aunt uncle mother father brother sister vendor hawker foreman woman man critic insider participant bureaucrat treasurer rapporteur convener trustee patron consultant lobbyist advocate legislator lawmaker senator deputy "
    "governor mayor general colonel soldier policeman speaker commentator veteran broker cutter polisher designer retailer banker person"
)
GROUP_NOUNS = each(
    "newspapers media activists campaigners nations countries states governments groups organisations organizations ngos participants delegates members "
    "officials sources diplomats traders dealers jewellers miners diggers villagers residents experts analysts observers critics "
    "companies producers buyers retailers manufacturers consumers industry trade community communities civil society lawyers "
    "journalists reporters soldiers farmers workers investigators representatives others people critics donors lawmakers unions "
    "ministers insiders locals families victims polishers cutters bodies associations powers allies neighbours firms banks operators "
    "negotiators monitors delegations capitals authorities ministries leaders peers colleagues partners stakeholders"
)
GOVERNMENT_NOUNS = each(
    "government authorities officials delegation delegates representatives administration regime cabinet ministers diplomats "
    "negotiators side team"
)
MINISTRY_NOUNS = each("ministry department bureau office treasury army police parliament senate embassy court")
NGO_WORDS = each(
    "network trust ngo ngos nongovernmental civil society civic nonprofit campaign coalition watchdog advocates rights witness"
)
COMPANY_WORDS = each(
    "ltd limited inc plc corp corporation company companies resources mining miners mines investments holdings diamonds jewelers "
    "jewellers bank group pvt llc airlines refinery exploration minerals enterprises ventures"
)
ORGANISATION_WORDS = each(
    "council association federation institute bourse chamber union party court army police university college committee exchange "
    "board centre center press agency times post news radio television newspaper society institution club league congress"
)
INTERGOVERNMENTAL_WORDS = each("united nations process secretariat commonwealth assembly")
BODY_NOUNS = each(
    "coalition council committee commission ministry association organisation organization group body agency company firm corporation "
    "union federation network institute centre center secretariat scheme process watchdog panel mission team party plenary bourse "
    "exchange government delegation authority bank board court campaign alliance charity regulator movement"
)
PROCESS_NOUNS = each("scheme process watchdog organisation organization body regime")
ROLE_NOUNS = PERSON_NOUNS - each(
    "man woman person source villager resident participant friend neighbour aunt uncle mother father brother sister"
)
# Words that stand for a body whose name holds them: "the Guild", "the Trust".
SHORT_NAMES = each(
    "guild trust circle league chamber cooperative society forum collective unit syndicate observatory consortium school college fund confederation partnership"
)
GOVERNMENT_ROLES = each(
    "minister president ambassador premier secretary vice-president deputy envoy governor commissioner senator"
)
CHAIR_ROLES = each("chair chairman chairwoman chairperson president")

MEETING_NOUNS = each(
    "sitting plenary plenaries intersessional session talks summit meeting meetings gathering conference forum workshop discussions negotiations "
    "consultations symposium roundtable round-table seminar mini-summit congress assembly meet indaba teleconference"
)
STRONG_MEETINGS = each("plenary intersessional summit indaba mini-summit")
MEETING_KINDS = {
    "plenary": "plenary", "plenaries": "plenary", "intersessional": "intersessional", "talks": "negotiation",
    "negotiations": "negotiation", "consultations": "negotiation", "discussions": "negotiation",
}  # fmt: skip

FUTURE_VERBS = each(
    "plan expect schedule intend threaten vow pledge promise hope aim decide agree want prepare due refuse set urge ask call propose "
    "invite wish mean"
)
NEGATIONS = each("not n't never no nor neither without hardly cannot nobody none")
CONDITIONALS = each("if unless whether should")
