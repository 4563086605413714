"""The words by which somebody takes a side: verbs, phrases without a verb, and words that repeat or reverse a side."""

from __future__ import annotations

import re

from kpdesk.extract.words import each

TAKING_SIDES = each(
    "support back endorse welcome favour favor approve praise hail defend applaud commend champion advocate promote sponsor embrace accept agree adopt concur consent ratify sign bless "
    "demand want seek propose request urge ask beg plead appeal call press push lobby campaign fight march recommend suggest advise offer table float prefer need hope insist argue emphasise emphasize stress "
    "pledge promise vow commit declare vote side rally stand line join oppose reject block veto resist refuse decline thwart frustrate obstruct prevent stall delay torpedo scupper sink derail dilute "
    "object protest disagree dissent condemn denounce criticise criticize attack slam blast deplore decry dismiss deride mock ridicule scorn question doubt regret lament fear turn deny distance shun boycott "
    "allow authorise authorize permit clear license certify suspend drop remove expel eject exclude bar ban outlaw prohibit halt freeze lift ease scrap resume reopen reinstate readmit restore admit "
    "maintain uphold keep extend enforce tighten strengthen widen broaden create establish launch introduce stonewall call describe brand label"
)
# What members do together, so that it is the process that does it.
DECIDING = each(
    "agree adopt approve decide endorse create establish launch set admit suspend remove drop expel put lift extend welcome call accept reject refuse authorise authorize ask request urge note"
)
# Who stands by whom, so that the one takes the side of the other.
ALLYING = each("line side rally back support stand agree join follow second echo endorse")
_NOUNS = r"opposition|objections?|resistance|hostility|veto|support|backing|approval|blessing|weight|reservations?|preference|sympathy|enthusiasm"
_GIVES = r"(?:voic|express|reiterat|declar|renew|announc|rais|repeat|signall?|dropp|withdr[ae]w|pledg|maintain|register|lodg|stat|confirm|end)\w*|gave|gives|give|lent|lends|offer(?:ed|s)|threw|throws|has|have|had|made|makes|kept|keeps"
_ADJ = r"(?:\w+ly |dead |firmly |long |still |also |now |all |not |never )*"
PHRASED = re.compile(
    rf"\b(?:(?:{_GIVES}) (?:(?:its|their|his|her|the|an?|no|full|strong|firm|formal|outright|deep|public|known) )*(?:{_NOUNS})(?: behind| to| for| of| about| on)? ?"
    rf"|(?:(?:declared|called|pronounced|made) (?:itself|themselves|himself|herself) |(?:is|are|was|were|remains?|remained|stands?|stood|spoke|speaks?|came out|come out|comes out|be) ){_ADJ}(?:against|opposed to|hostile to|sceptical of|skeptical of|unhappy with|critical of|in favou?r of|for|supportive of|behind|ready for|committed to|fond of|proud of|pleased with|with) )",
    re.IGNORECASE,
)
HOSTILE = re.compile(
    r"opposition|objection|resistance|hostil|veto|refusal|rejection|criticism|condemnation|denunciation|reservation|complaint|protest|against|opposed|sceptical|skeptical|unhappy|critical of",
    re.IGNORECASE,
)
GIVEN_UP = re.compile(r"dropp|withdr|end(?:ed|s)?\b", re.IGNORECASE)
OWNED = re.compile(
    r"(?:['’]s?|['’]) (?:\w+ )?(?P<noun>requests?|calls?|demands?|bid|proposals?|opposition|objections?|veto|refusal|rejection|support|appeals?|plan|campaign|insistence|wish|desire|push|offer|criticism|condemnation|backing|endorsement|plea|hostility|resistance)"
    r" (?:for|to|of|that|on|against)\b[^.;,]{3,110}"
)
SAME = re.compile(
    r"(?P<after>\b(?:So|so|as|As)(?:, [^,.;]{3,22},)? (?:do|does|did|would|will|is|are|has|have|was|were)(?:, [^,.;]{3,22},)? (?:the |its )?)"
    r"|\b(?:agree[sd]?|concur(?:s|red)?|followed suit|does too|do too|did too|said the same|says the same|took the same (?:view|line)|takes? the same (?:view|line)|(?:do|does|did) likewise|share[sd]? (?:that|this|the|its|his|her|their) (?:view|concern|opinion|demand|wish)|echoed (?:that|this|the|it|him|her|them)\b[^.;,]{0,20})(?= with (?:him|her|it|them|that|this)\b|[.,;]|$)"
)
CONTRARY = re.compile(
    r"\b(?:disagree[sd]?|thinks? otherwise|thought otherwise|saw it (?:differently|otherwise)|sees it (?:differently|otherwise)|dissent(?:ed|s)?|demur(?:red|s)?|object(?:ed|s)?|said no|would not have it|would have none of it|(?:do|does|did)(?: not|n[’']t) (?:agree|share (?:that|this|the) (?:view|concern|opinion))|(?:is|are|was|were) (?:dead |all )?against it|took the opposite (?:view|line)|begged to differ|begs to differ|would not hear of it)(?= with (?:him|her|it|them|that|this)\b|[.,;]| and\b|$)"
)
