"""What the disputes are about, by the words for it, each with its side.

A concept has a polarity: to want it is to support (+1) or to oppose (-1) the issue in the sense of its ``support_means``.
So "to lift the ban" falls on its side whatever the issue asks for. Strong concepts name their issue by themselves, weak
ones only where the text is about it. The words are the field's; names of countries come from the reference set.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

STRONG, WEAK = 1.2, 0.35
_BANS = r"(?:ban|bans|embargo\w*|suspension|moratorium|halt|freeze|black ?list\w*|prohibition|stop on exports?)"
_GOODS = r"(?:diamonds?|stones?|gems?|rough|goods|parcels?|production|output)"
_OUT = r"(?:exports?|exporting|sales?|selling|shipments?|shipping|trade|trading|transactions?|resumption|re-?opening|green light|certification|certificates?)"
_PUNISH = r"(?:suspend\w*|suspension|expel\w*|expulsion|eject\w*|ejection|remov(?:e[ds]?|al|ing)|oust\w*|blackball\w*|delist\w*|de-list\w*|str(?:ike|ikes|uck|iking)\b[^.;,]{0,30}\boff|struck off|dropp?(?:ed|ing|s)?|exclu(?:de[ds]?|ding|sion)|bar(?:red|ring)|kick\w* out|put(?:ting)? out of|throw\w* out|boot\w* out|ban(?:s|ned|ning)?|sanction(?:s|ed|ing)?)"
_BACK_IN = r"(?:re-?admi\w+|re-?entry|return|reinstat\w+|reintegrat\w+|re-?join\w*|leniency|more time)"

# issue: ((polarity, weight, pattern), ...)
_TABLE: dict[str, tuple[tuple[int, float, str], ...]] = {
    "marange_exports": (
        (
            1,
            STRONG,
            rf"(?:Marange|Chiadzwa|Zimbabwe(?:an|['’]s)?) (?:\w+ )?(?:{_GOODS}|{_OUT})|{_OUT}(?: of| from| in)? (?:\w+ ){{0,4}}(?:Marange|Chiadzwa|Zimbabwe(?:an)?)\b|supervised (?:exports?|sales?)|(?:KP )?monitor['’]s exports",
        ),
        (
            1,
            WEAK,
            rf"\b{_OUT}\b|\bthe (?:stones|gems|diamonds)\b|\bstones from\b|cleared for (?:trade|export|sale)|work plan|compliant",
        ),
        (
            -1,
            STRONG,
            rf"{_BANS} (?:of|on|against) (?:Zimbabwe|Marange|Chiadzwa)\w*|Zimbabwe['’]s (?:suspension|expulsion)",
        ),
        (
            -1,
            WEAK,
            rf"\b{_BANS}\b|expulsion|illegal trade|smuggl\w+|blood diamonds?|surrender to|(?:Chiadzwa|Marange) trade",
        ),
    ),
    "definition_conflict_diamond": (
        (
            1,
            STRONG,
            r"(?:wid\w+|broad\w+|new|expand\w*|changed?|revised|updated) (?:the |of the |its )?(?:definition|wording|text)|redefin\w+|defin(?:ition|e|ing)\b[^.;]{0,40}\b(?:conflict|blood) diamonds?|state forces|private (?:security )?guards|systemic violence|what (?:a |is a )?(?:conflict|blood) diamond|is a conflict diamond",
        ),
        (1, WEAK, r"\bdefinition\b|wording|violence by|soldiers|guards"),
        (
            -1,
            STRONG,
            r"(?:existing|old|present|current|narrow|original|2002) (?:definition|wording)(?: of (?:a |the )?(?:conflict|blood) diamonds?)?",
        ),
    ),
    "human_rights_mandate": (
        (
            1,
            STRONG,
            r"human[- ]rights?|rights (?:abuses|violations|groups want)|forced labou?r|(?:beatings|killings|torture|abuses)\b",
        ),
        (1, WEAK, r"cruelty|violence|abuses?|dogs on"),
    ),
    "consensus_rule": (
        (
            1,
            STRONG,
            r"\bunanim\w+|consensus (?:rule|decision|principle)|rule of consensus|decisions? by consensus|(?:right of|national) veto|the veto\b|agreement of all|every member must agree|consensus",
        ),
        (
            -1,
            STRONG,
            r"majority (?:vot\w+|rule|decision)|two-thirds|show of hands|(?:put|putting)\b[^.;,]{0,30}\bto (?:a|the) vote|qualified majority|voting",
        ),
    ),
    "civil_society_participation": (
        (
            1,
            STRONG,
            r"(?:role|place|seat|voice|part|right|rights|participation|presence|involvement|safety|funding|observer status|inclusion|admission|accreditation) (?:of|for|to) (?:the )?(?:civil society|ngos|campaigners|activists|observers|coalition)|civil society['’]s (?:\w+ )?(?:role|place|seat|voice|right|participation|presence)|civil society (?:participation|observers|seats?)|observer status|tripartite|civil society (?:had|has) had no say",
        ),
        (
            1,
            WEAK,
            r"civil society|\bNGOs\b|civic groups|the coalition|accreditation|seats? for|boycott|walk-?out|the protest\b",
        ),
        (
            -1,
            STRONG,
            r"exclu(?:sion|ding) of (?:civil society|ngos|campaigners)|(?:intimidation|harassment|threats) (?:of|against|to) (?:ngos|campaigners|activists|civil society)",
        ),
        (-1, WEAK, r"exclusion|shut(?:ting)? out|intimidation"),
    ),
    "whistleblower_protection": (
        (
            1,
            STRONG,
            r"protection (?:of|for) (?:\w+ )?(?:informants|whistle-?blowers|witnesses|activists|those who report|them)|Maguwu['’]s (?:release|freedom)|release of|protect\w* (?:those|people|whoever|anyone) who (?:report|tell|inform)|tells? the inspectors|\bfreed\b|\bset free\b",
        ),
        (1, WEAK, r"\bhim freed\b|release\b|\bbail\b|acquittal|Maguwu"),
        (
            -1,
            STRONG,
            r"(?:arrest|detention|jailing|imprisonment|prosecution|trial|charges? against) (?:of |against )?(?:Farai )?\w*",
        ),
        (-1, WEAK, r"\bcharges?\b|arrest\w*|detention|prosecution|persecution|harass\w+|jail\w*|cells\b"),
    ),
    "peer_review": (
        (
            1,
            STRONG,
            r"peer[- ]review\w*|review (?:visits?|missions?|teams?|mechanism)|inspect(?:ors?|ions?)|oversight|monitoring (?:team|mission|visits?)|let outsiders look|outsiders look into|independent monitor\w*|inspect its|third-party verification",
        ),
        (1, WEAK, r"monitor(?:ing|s)?\b|\bvisits?\b|scrutiny|annual reports?|follow-up"),
    ),
    "internal_controls": (
        (
            1,
            STRONG,
            r"internal controls?|(?:stricter|tighter|stronger|tougher) (?:checks|controls|rules|audits)|paper trail|spot checks|stock checks|record[- ]keeping|record books?|audits?|chain of custody|transfer pric\w+|put a price on|open every parcel|inspected without notice|licen[cs]ing",
        ),
        (1, WEAK, r"\bcontrols?\b|\bchecks\b|licen[cs]es?"),
        (-1, WEAK, r"loopholes?|lax controls?|weak controls?"),
    ),
    "statistics_transparency": (
        (
            1,
            STRONG,
            r"(?:publication|publish\w*|print\w*|release|submission|submit\w*|hand\w* in) (?:of )?(?:\w+ ){0,3}(?:statistics|data|figures?|numbers|reports)|(?:trade|production|export|import) (?:and \w+ )?(?:figures|data|statistics|numbers)|statistics|statistical (?:data|returns|reports?)",
        ),
        (1, WEAK, r"\bfigures?\b|\bdata\b|\bnumbers\b|transparency"),
        (
            -1,
            STRONG,
            r"(?:statistical )?non-?submission|secrecy|missing (?:figures|data|statistics)|confidentiality|without numbers",
        ),
    ),
    "cote_divoire_illicit_trade": (
        (
            1,
            STRONG,
            rf"{_BANS} (?:of|on|against) (?:the )?(?:C[oô]te d['’]Ivoire|Ivory Coast|Ivorian)[^.;,]{{0,20}}|(?:UN|Ivorian) (?:{_BANS}|sanctions)",
        ),
        (1, WEAK, rf"\b{_BANS}\b|sanctions"),
        (-1, STRONG, r"Ivorian (?:stones|diamonds|goods|exports|rough)|smuggl\w+ (?:of|from) (?:Ivorian|C[oô]te)"),
        (-1, WEAK, r"smuggl\w+|illicit|lifting|exports?"),
    ),
    "car_suspension": (
        (
            1,
            STRONG,
            rf"{_BANS} (?:of|on|against) (?:\w+ ){{0,4}}(?:CAR|Central African)\w*|(?:CAR|Central African Republic)['’]s (?:{_BANS})",
        ),
        (1, WEAK, rf"\b{_BANS}\b|the old rules|the measure|suspend\w*"),
        (
            -1,
            STRONG,
            rf"(?:Central African|CAR) (?:{_GOODS}|{_OUT})|{_OUT} (?:of|from|with|by) (?:the )?(?:CAR|Central African)\w*|compliant zones?|green zones?|let (?:\w+ ){{0,8}}sell again",
        ),
        (-1, WEAK, rf"\b{_OUT}\b|lifting|{_BACK_IN}|framework"),
    ),
    "venezuela_noncompliance": (
        (
            1,
            STRONG,
            rf"Venezuela['’]s (?:expulsion|removal|suspension)|{_PUNISH} (?:of )?Venezuela|{_BANS} (?:of|on|against) Venezuel\w*|(?:eject|expel|remove|suspend|drop|strike) (?:it|Venezuela|Caracas)\b",
        ),
        (1, WEAK, rf"\b(?:{_PUNISH}|{_BANS})|strike it off"),
        (
            -1,
            STRONG,
            rf"Venezuela['’]s (?:{_BACK_IN})|{_BACK_IN} (?:of|for) Venezuela|let Venezuela|Venezuelan (?:stones|diamonds)",
        ),
        (-1, WEAK, rf"\b{_BACK_IN}\b|smuggling|self-suspension|holiday"),
    ),
    "republic_of_congo_expulsion": (
        (
            1,
            STRONG,
            r"(?:removal|expulsion|exclusion|suspension) of (?:the )?(?:Republic of (?:the )?Congo|Congo-Brazzaville|Brazzaville|Congo)|(?:Congo|Brazzaville)['’]s (?:removal|expulsion|suspension)",
        ),
        (1, WEAK, rf"\b(?:{_PUNISH})\b|off (?:its|the) list|the move\b|\bban\b"),
        (
            -1,
            STRONG,
            rf"{_BACK_IN} of (?:the )?(?:Republic of (?:the )?Congo|Congo|Brazzaville)|(?:Congo|Brazzaville)['’]s (?:{_BACK_IN})",
        ),
        (-1, WEAK, rf"\b{_BACK_IN}\b"),
    ),
    "ghana_west_africa": (
        (
            1,
            STRONG,
            rf"(?:Ghana|Accra)['’]s (?:\w+ )?(?:suspension|expulsion)|{_PUNISH} (?:of )?(?:Ghana|Accra)|put Ghana on|regional approach|shut (?:Ghana|Accra)|act(?:ion)? (?:on|against) (?:Ghana|smuggling)|Mano River",
        ),
        (1, WEAK, rf"\b(?:{_PUNISH}|{_BANS})\b|notice over|deadline|three months"),
        (-1, WEAK, r"smuggl\w+|Ghanaian (?:papers|parcels|certificates)|more time"),
    ),
    "zimbabwe_sanctions": (
        (
            1,
            STRONG,
            r"(?:western|US|U\.S\.|American|EU|European|targeted|smart|economic|illegal) (?:\w+ )?sanctions|sanctions (?:on|against) (?:\w+ ){0,3}(?:Zimbabwe|Mbada|ZMDC|Marange|firms|companies)\w*|restrictive measures|black ?lists?|SDN list|sanctions list",
        ),
        (1, WEAK, r"\bsanctions\b|\bthe measures\b|\b(?:its|their) own list\b|penalties"),
        (
            -1,
            STRONG,
            r"lifting of (?:the )?(?:\w+ )?sanctions|str(?:ike|uck|iking)\b[^.;]{0,60}\boff\b|de-?list\w*|off (?:the|their|its) (?:black ?)?list",
        ),
        (-1, WEAK, r"\blifting\b|\bremoval\b"),
    ),
    "russia_ukraine": (
        (
            1,
            STRONG,
            rf"(?:{_PUNISH}|{_BANS}) (?:of |on |against )?(?:Russian?|Moscow|Alrosa)\w*|Russia['’]s (?:suspension|expulsion)|Russia (?:be )?(?:put|thrown|kicked) out|war in Ukraine|(?:the )?invasion|aggression|(?:debate|discussion|talk) (?:of|on|about) (?:the war|Ukraine|Russia\w*)|G7 (?:ban|sanctions)|(?:war|Ukraine|Russia)\b[^.;]{{0,20}}\bon (?:to )?the agenda|Russian (?:diamonds|stones|gems)",
        ),
        (1, WEAK, rf"\b(?:{_PUNISH})\b|\bwar\b|agenda item|the item|the request|traceab\w+"),
        (
            -1,
            STRONG,
            r"(?:keep|kept|keeping|leave|left|leaving|take|took)\b[^.;,]{0,45}\boff (?:the|its) agenda|off the agenda|diamonds are not political|outside the (?:scheme|KP)['’]s mandate|foreign to the|politici[sz]\w+",
        ),
    ),
    "communique_dispute": (
        (1, STRONG, r"(?:final|closing|agreed|joint|public) (?:communiqu[eé]|text|statement)|communiqu[eé]"),
        (-1, STRONG, r"(?:not|without) (?:publish\w*|issuing) a communiqu[eé]|no communiqu[eé]"),
    ),
    "artisanal_mining": (
        (
            1,
            STRONG,
            r"artisanal|alluvial|small-scale (?:miners|mining|diggers)|formali[sz]ation|help for diggers|(?:status|licen[cs]es|cards?|income|fair prices?) (?:of|for|to) (?:\w+ )?diggers|development diamonds|small diggers|garimpeiros|each (?:\w+ )?digger",
        ),
        (1, WEAK, r"diggers|garimpeiros|panners"),
    ),
    "permanent_secretariat": (
        (
            1,
            STRONG,
            r"(?:permanent|standing) (?:secretariat|office|seat)|secretariat|administrative support mechanism|(?:home|seat) for the (?:scheme|process|secretariat|files)|files had a home|offered a home",
        ),
        (-1, STRONG, r"rotating (?:secretariat|office)"),
    ),
    "chairmanship_selection": (
        (
            1,
            STRONG,
            r"(?:vice-?chair\w*|chairmanship|next chair|candida\w+|nominat\w+|election (?:as|of)|elected|your election|as chair\b|for the chair\b|the choice\b|bid (?:for|to) (?:the )?chair)",
        ),
        (1, WEAK, r"\bbid\b|the chair\b|choice"),
    ),
    "lab_grown_synthetic": (
        (
            1,
            STRONG,
            r"(?:separat\w+|disclos\w+|declar\w+|label\w*)\b[^.;]{0,40}\b(?:lab(?:oratory)?-grown|synthetics?|man-made|reactor)|separate (?:customs )?codes?|disclosure of (?:lab|synth)\w+|(?:lab(?:oratory)?-grown|synthetic)\b[^.;]{0,20}\bkept (?:out|apart)|declare whatever grew",
        ),
        (-1, STRONG, r"undisclosed (?:lab\w*|synthetics?)|(?:mixing|mix) (?:of )?(?:lab|synth)\w+"),
        (1, WEAK, r"lab(?:oratory)?-grown|synthetics?"),
    ),
    "responsible_sourcing": (
        (
            1,
            STRONG,
            r"responsible[- ]sourcing|sourcing principles|due diligence|best[- ]practice|Frame 7|OECD guid\w+|system of warranties|supply chain",
        ),
        (1, WEAK, r"principles?"),
    ),
    "digital_certificates": (
        (
            1,
            STRONG,
            r"(?:electronic|digital|paperless) (?:\w+ )?(?:certificat\w+|exchange|one|ones)|e-certificat\w+|certificates?\b[^.;]{0,25}\bby electronic|blockchain|digitali[sz]\w+|digital one",
        ),
        (-1, STRONG, r"paper certificates?"),
    ),
    "conflict_diamonds_founding": (
        (
            1,
            STRONG,
            r"certificates? of origin|certification scheme|(?:creation|founding|launch) of (?:a|the) (?:scheme|process)|UN resolution on",
        ),
        (-1, STRONG, r"conflict diamonds trade|trade in (?:conflict|blood) diamonds"),
    ),
    "kp_effectiveness": (
        (
            1,
            STRONG,
            r"(?:confidence|faith|trust) in the (?:scheme|process|KP|Kimberle?y Process|watchdog)|credibility of the (?:scheme|process|KP|watchdog|Kimberle?y Process)|the (?:scheme|process|KP|Kimberle?y Process|system) (?:still )?(?:works?|deliver\w*|succeed\w*)|gold standard|success story",
        ),
        (
            -1,
            STRONG,
            r"(?:los[te]|losing) (?:all |its |their )?(?:confidence|faith|touch|legitimacy|credibility|relevance|way)|no confidence|stopped doing|(?:scheme|process|KP|watchdog|system|it) (?:has |had |is |was |have )?(?:simply |again )?(?:fail(?:ed|ing|s)?|broken|dead|toothless|irrelevant|a sham|a farce|a joke|not fit)|failure (?:of|by) the (?:scheme|process|KP|Kimberle?y Process)|fig ?leaf|rubber stamp|toothless|not fit for purpose|unfit for purpose|laundering (?:of )?(?:blood|conflict|dirty|Zimbabwean|diamonds)\w*|distancing itself|break(?:ing)? with the (?:KP|scheme|process)|(?:leave|leaving|quit|quitting|withdraw\w* from|pull\w* out of) the (?:KP|scheme|Kimberle?y Process|process)|stamp for|accomplice",
        ),
        (1, WEAK, r"the scheme|credibility"),
    ),
}


@dataclass(frozen=True, slots=True)
class Concept:
    """Words for a thing in dispute, with the side that wanting it takes."""

    issue: str
    start: int
    end: int
    weight: float
    polarity: int


@functools.lru_cache(maxsize=1)
def _compiled() -> tuple[tuple[str, int, float, re.Pattern[str]], ...]:
    return tuple(
        (issue, polarity, weight, re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE))
        for issue, rows in _TABLE.items()
        for polarity, weight, pattern in rows
    )


def concepts(text: str, issues: frozenset[str]) -> list[Concept]:
    """Every concept of the given issues in a text, in order; of overlapping ones of an issue the first."""
    found = [
        Concept(issue, m.start(), m.end(), weight, polarity)
        for issue, polarity, weight, pattern in _compiled()
        if issue in issues
        for m in pattern.finditer(text)
        if m.end() > m.start()
    ]
    found.sort(key=lambda c: (c.issue, c.start, c.start - c.end))
    kept: list[Concept] = []
    for concept in found:
        last = kept[-1] if kept and kept[-1].issue == concept.issue else None
        if last is not None and concept.start < last.end:
            continue  # the outer one: "a ban on Marange exports"
        kept.append(concept)
    return sorted(kept, key=lambda c: (c.start, c.issue))
