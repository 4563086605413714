"""Stance by composition: the attitude of the holder, times what is done to the thing, times every denial.

Each reading says why: "bar + Marange diamonds: oppose". The words are verbs and nouns of the field, nobody's name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_PLUS = (
    "support back endorse welcome favour favor approve praise hail defend applaud sponsor authorise authorize permit clear certify broker champion commend congratulate promote insist_on demand "
    "urge call_for call_on call_upon press_for push_for want seek propose request agree adopt accept embrace uphold maintain strengthen protect improve widen broaden extend enforce keep restore resume "
    "readmit reinstate allow let benefit emphasise emphasize highlight stress recommend advocate proud essential necessary vital important crucial overdue good success successful progress "
    "milestone breakthrough optimistic confident satisfied pleased open_relationship new_beginning first_step precedent should must need_to needs_to deserve right work hear listen include revive set_up establish create rejoin return join buy sell purchase act_on stand_by stood_by side_with rally_behind vote_for act address tackle deal_with way_forward the_future"
)
_MINUS = (
    "oppose object_to reject block veto torpedo resist refuse thwart bar ban condemn denounce criticise criticize attack slam dismiss turn_down deny decry deplore regret lament complain protest "
    "boycott shun suspend halt stop end freeze prohibit exclude expel remove drop oust lift ease scrap abolish cancel weaken undermine damage hurt harm threaten lose_confidence lose_faith lost_confidence lost_faith lost_touch "
    "fail failure question doubt warn fear concern worry accuse blame mock deride walk_out storm_out quit pull_out withdraw abandon leave shut_out keep_out arbitrary unfair illegal unacceptable wrong "
    "toothless irrelevant sham scandal disgrace contempt surrender betrayal whitewash laundering no_mandate not_mandated stopped_doing distance object disagree against without lack prevent obstruct ignore violate breach "
    "delay postpone deadlock impasse collapse stay_silent kept_silent buy_time mockery weak vote_against stand_in stood_in hold_out speak_out dissent"
)
_MIXED = r"\b(?:but if|on condition|provided that|conditional(?:ly)? (?:on|support)|with reservations|cautious(?:ly)?|partly|partially|did not join|in principle|welcomed [^.]{3,60} but)\b"
# What an issue asks for, so that "to lift the ban" and "to resume exports" fall on their sides. Anti words turn the sign.
_ANTI: dict[str, str] = {
    "marange_exports": r"\b(?:ban(?:s|ned)?|embargo|suspension|moratorium|expulsion|bar(?:s|red)|halt(?:ed)?|surrender|smuggl\w+|illegal trade|blood diamonds?)\b",
    "car_suspension": r"\b(?:exports?|readmission|return|reopening|resum\w+|green light|lifting)\b",
    "cote_divoire_illicit_trade": r"\b(?:smuggl\w+|exports?|lifting|illicit)\b",
    "venezuela_noncompliance": r"\b(?:re-?entry|readmission|return|leniency|more time)\b",
    "republic_of_congo_expulsion": r"\b(?:readmission|return|readmit)\b",
    "zimbabwe_sanctions": r"\b(?:lifting|removal|delisting|end of)\b",
    "whistleblower_protection": r"\b(?:arrest|detention|charges?|harass\w+|threats?|prosecution|jail\w*)\b",
    "kp_effectiveness": r"\b(?:laundering|accomplice|implode|toothless)\b",
    "civil_society_participation": r"\b(?:threats?|intimidation|contempt|harass\w+)\b",
    "statistics_transparency": r"\b(?:non-?submission|missing|late|incomplete|secrecy|anomal\w+)\b",
    "consensus_rule": r"\b(?:majority|two-thirds|voting|reform of|stifling)\b",
}
# Topics that are the sanction itself: to take it (remove, suspend) is to support it.
_SANCTIONS = frozenset(
    (
        "russia_ukraine",
        "car_suspension",
        "cote_divoire_illicit_trade",
        "venezuela_noncompliance",
        "republic_of_congo_expulsion",
        "ghana_west_africa",
    )
)
_TAKING = re.compile(
    r"\b(?:drop(?:s|ped)?|remov(?:e|es|ed|ing)|removal|expel(?:s|led)?|expulsion|suspend(?:s|ed)?|suspension|struck|strikes?|ban(?:s|ned)?|embargo|delist(?:ed)?|oust(?:ed)?|exclude[sd]?|act(?:ed)? against|keep(?:ing)?|the move|the decision|precedent)\b",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"\b(?:not|never|no longer|nobody|no one|neither|nor|without|hardly|cannot)\b|n[’']t\b", re.IGNORECASE
)
_IRREGULAR = {
    "withdrew": "withdraw", "withdrawn": "withdraw", "fought": "fight", "sought": "seek", "kept": "keep", "left": "leave", "upheld": "uphold", "lost": "lose", "froze": "freeze",
    "frozen": "freeze", "saw": "see", "chose": "choose", "drew": "draw",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reading:
    """A stance and the words that it was composed of."""

    stance: str
    words: tuple[str, ...]
    strength: float


def _forms(entry: str) -> str:
    parts = entry.split("_")
    head, rest = parts[0], parts[1:]
    base = re.escape(head)
    if head.endswith("e"):
        verb = rf"{base[:-1]}(?:e|es|ed|ing)"
    elif head.endswith("y") and head not in ("deny", "decry", "certify"):
        verb = rf"{base}(?:s|ed|ing)?"
    elif head.endswith("y"):
        verb = rf"{base[:-1]}(?:y|ies|ied|ying)"
    else:
        verb = rf"{base}(?:s|es|ed|ing|{base[-1]}ed|{base[-1]}ing)?"
    irregular = "|".join(k for k, v in _IRREGULAR.items() if v == head)
    verb = f"(?:{verb}|{irregular})" if irregular else verb
    return verb + "".join(rf"(?:\s+(?:\w+\s+)?{re.escape(p)})" for p in rest)


_PLUS_RE = re.compile(
    r"\b(?:" + "|".join(_forms(w) for w in sorted(_PLUS.split(), key=len, reverse=True)) + r")\b", re.IGNORECASE
)
_MINUS_RE = re.compile(
    r"\b(?:" + "|".join(_forms(w) for w in sorted(_MINUS.split(), key=len, reverse=True)) + r")\b", re.IGNORECASE
)
_MIXED_RE = re.compile(_MIXED, re.IGNORECASE)
_NO_MANDATE = re.compile(
    r"\b(?:no|not (?:have )?a|beyond (?:its|the)|outside (?:its|the)|exceeds? (?:its|the)) mandate\b", re.IGNORECASE
)
_ABUSES = re.compile(r"\b(?:abuses?|violations?|killings?|beatings?|torture)\b", re.IGNORECASE)
_LOST = re.compile(
    r"\b(?:los[te]|losing) (?:all |its )?(?:confidence|faith|touch|legitimacy|credibility|relevance)\b|\bno confidence\b|\bstopped doing\b|\bfail(?:ed|ure|ing|s)?\b",
    re.IGNORECASE,
)


_BORDER = re.compile(
    r"[.;:“”\"]|,? \b(?:because|despite|although|though|while|whereas|since|unless|as (?:its?|the)|but|so that|in order)\b|, (?=which|who|and (?:he|she|it|they|that)\b)",
    re.IGNORECASE,
)


def operators(text: str, issue: str = "") -> list[tuple[int, int, int, str]]:
    """Words that take sides or do something to a thing: (start, end, sign, word), denials counted in."""
    plus = [(m.start(), m.end(), 1, m[0]) for m in _PLUS_RE.finditer(text)]
    minus = [(m.start(), m.end(), -1, m[0]) for m in _MINUS_RE.finditer(text)]
    found = sorted({*plus, *minus}, key=lambda o: (o[0], -(o[1] - o[0])))
    kept: list[tuple[int, int, int, str]] = []
    for start, end, sign, word in found:
        if kept and start < kept[-1][1]:
            continue
        if issue in _SANCTIONS and _TAKING.match(text, start):
            sign = 1
        if _NOT.search(text[max(0, start - 22) : start]):
            sign, word = -sign, f"not {word}"
        kept.append((start, end, sign, word))
    return kept


def clause(text: str, start: int, end: int) -> tuple[int, int]:
    """The clause around a topic: from the last border before it to the first behind it."""
    first = max((m.end() for m in _BORDER.finditer(text, 0, start)), default=0)
    after = _BORDER.search(text, end)
    return first, after.start() if after else len(text)


def compose(issue: str, text: str, start: int, end: int, *, attitude: int = 1, cue: str = "") -> Reading | None:
    """The stance on an issue that the clause around its sign ``[start, end)`` takes; None when nothing takes sides.

    ``attitude`` is what the words around the clause say: 1 for plain saying, -1 for rejecting or fearing it.
    """
    first, last = clause(text, start, end)
    if not operators(text[first:last], issue) and not cue:
        first, last = 0, len(text)
    own = text[first:last]
    if (mixed := _MIXED_RE.search(text)) is not None:
        return Reading("mixed", (mixed[0],), 0.5)
    words = [cue] if cue else []
    if issue == "human_rights_mandate" and (match := _NO_MANDATE.search(text)):
        return Reading("oppose" if attitude > 0 else "support", (*words, match[0]), 0.9)
    if issue == "human_rights_mandate" and (match := _ABUSES.search(own)) and (acts := operators(own[: match.start()])):
        return Reading("support" if attitude > 0 else "oppose", (*words, acts[-1][3], match[0]), 0.7)
    if issue == "kp_effectiveness" and (match := _LOST.search(text)):
        denied = _NOT.search(text[max(0, match.start() - 12) : match.start()]) is not None
        return Reading("support" if denied else "oppose", (match[0],), 0.85)
    acts = operators(own, issue)
    before = [o for o in acts if o[0] < end - first]
    used = before or [o for o in acts if o[0] < end - first + 60]
    sign = attitude
    for _, _, value, word in used:
        sign *= value
        words.append(word)
    anti = re.compile(_ANTI[issue], re.IGNORECASE).search(own) if issue in _ANTI else None
    if anti is not None and not any(a <= anti.start() < b for a, b, _, _ in used) and anti.start() < end - first + 45:
        sign = -sign
        words.append(anti[0])
    if not words:
        return None
    return Reading("support" if sign > 0 else "oppose", tuple(dict.fromkeys(words)), min(0.85, 0.55 + 0.1 * len(words)))


def is_loss(text: str) -> bool:
    """Whether words say that something failed or lost its trust."""
    return _LOST.search(text) is not None


_CUES_MINUS = re.compile(
    r"^(?:reject|dismiss|oppos|object|condemn|denounc|critici|slam|attack|question|doubt|deplor|lament|den(?:y|ie)|regret|warn|complain|accus|fear|blam|concern|worr|protest|refus|decr|resist|veto|block|thwart|boycott|disagree|is against|are against|was against|were against)",
    re.IGNORECASE,
)
_CUES_PLUS = re.compile(
    r"^(?:welcom|support|back|endors|prais|hail|applaud|urg|call(?:ed|s|ing)? (?:for|on|upon)|want|demand|request|insist|agree|approv|defend|propos|emphasi|highlight|recommend|push|press|favou?r|champion|advocat|stand by|stood by|is in favou?r|are in favou?r|was in favou?r)",
    re.IGNORECASE,
)


_DENIED = re.compile(
    r"^(?:(?:has|have|had|having) )?(?:(?:do|does|did|would|will|could|can|has|have|had|is|was|were)(?: not|n[’']t) |(?:never|no longer|cannot) |(?:refus\w+|declin\w+|fail\w+|was unwilling|is unwilling|were unwilling) to |stopp?\w* short of )(?:ever |yet |openly |publicly )?",
    re.IGNORECASE,
)


def attitude(cue: str) -> int:
    """1 or -1 where a cue itself takes sides, 0 where it only reports; "did not oppose" and "refused to support" turn it."""
    word, sign = cue.strip().casefold(), 1
    while (denied := _DENIED.match(word)) is not None and denied.end() < len(word):
        word, sign = word[denied.end() :], -sign
    if _CUES_MINUS.match(word) or "concern" in word:
        return -sign
    return (
        sign
        if _CUES_PLUS.match(word) or (sign < 0 and re.match(r"(?:accept|allow|sign|recogni[sz]e|adopt)", word))
        else 0
    )
