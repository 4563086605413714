"""Stance by composition: the attitude of the holder, times what is done to the thing, times every denial.

Each reading says why: "bar + Marange diamonds: oppose". The words are verbs and nouns of the field, nobody's name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kpdesk.extract.words import each

_PLUS = each(
    "support back endorse welcome favour favor approve praise hail defend applaud sponsor authorise authorize permit clear certify broker champion commend congratulate promote insist_on demand "
    "urge call_for call_on call_upon press_for push_for want seek sought propose request recommend suggest advocate agree accept embrace adopt uphold maintain strengthen tighten protect improve widen broaden "
    "extend enforce keep kept restore resume restart reopen readmit reinstate allow let benefit emphasise emphasize highlight stress insist essential. necessary. vital. important. crucial. overdue. good. "
    "success successful progress milestone breakthrough optimistic confident satisfied pleased glad happy proud grateful open_relationship new_beginning first_step precedent should. must. ought_to need_to "
    "needs_to deserve right. work. worked hear listen include revive set_up establish create launch rejoin return join buy sell purchase act_on stand_by stood_by side_with rally_behind line_up_behind lined_up_behind "
    "vote_for act address tackle deal_with way_forward the_future beg plead ask appeal_for campaign_for lobby_for fight_for offer table plan pledge promise vow commit prefer like love celebrate greet sign ratify bless "
    "go_along concur second in_favour_of in_favor_of relief wise. sensible. fair. fine. sound. timely. put_forward hope agreed introduce ready willing stay_in_force stays_in_force"
)
_MINUS = each(
    "oppose object_to object reject block veto torpedo resist refuse decline thwart bar ban condemn denounce criticise criticize attack slam dismiss turn_down deny decry deplore regret lament complain protest "
    "boycott shun suspend halt stop end freeze prohibit exclude expel remove drop oust lift ease relax loosen scrap abolish cancel weaken undermine damage hurt harm threaten lose_confidence lose_faith lost_confidence lost_faith "
    "fail failure question doubt warn fear concern worry worried accuse blame mock deride ridicule scorn walk_out storm_out quit pull_out withdraw abandon leave left shut_out keep_out kept_out keep_off kept_off strike_off struck_off arbitrary unfair illegal unacceptable wrong "
    "toothless irrelevant sham farce joke theatre scandal disgrace contempt surrender betrayal whitewash laundering no_mandate not_mandated stopped_doing distance disagree against prevent obstruct frustrate stall ignore violate breach "
    "delay postpone deadlock impasse collapse stay_silent kept_silent buy_time mockery weak vote_against stand_in_the_way stood_in_the_way stands_in_the_way hold_out speak_out dissent dilute water_down premature naive toy nonsense useless pointless meaningless "
    "waste folly mistake dangerous harmful disaster burdensome insult hostile opposed opposition objection fight fought lack gift_to should_go must_go do_away_with get_rid_of dropped drop replace replaced starve shorten unhappy angry dismay alarm harmful hypocrisy hypocritical punish reluctant unwilling"
)
_MIXED = r"\b(?:but if|with reservations|cautious(?:ly)?|partly|partially|did not join|in principle|neither for nor against|welcomed [^.]{3,60}, but)\b"
_NOT = re.compile(
    r"\b(?:not(?! only| just| least)|never|no longer|nobody|no one|neither|nor|without|hardly|cannot|unable to|unwilling to|reluctant to|loath to)\b|n[’']t\b",
    re.IGNORECASE,
)
_IRREGULAR = {
    "withdrew": "withdraw", "withdrawn": "withdraw", "fought": "fight", "sought": "seek", "kept": "keep", "left": "leave", "upheld": "uphold", "lost": "lose", "froze": "freeze",
    "frozen": "freeze", "saw": "see", "chose": "choose", "drew": "draw", "stood": "stand", "begged": "beg", "let": "let", "struck": "strike", "threw": "throw",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reading:
    """A stance and the words that it was composed of."""

    stance: str
    words: tuple[str, ...]
    strength: float


def _forms(entry: str) -> str:
    if entry.endswith("."):
        return re.escape(entry[:-1])  # no verb: "good" is not "goods"
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
    r"\b(?:" + "|".join(_forms(w) for w in sorted(_PLUS, key=len, reverse=True)) + r")\b", re.IGNORECASE
)
_MINUS_RE = re.compile(
    r"\b(?:" + "|".join(_forms(w) for w in sorted(_MINUS, key=len, reverse=True)) + r")\b", re.IGNORECASE
)
_MIXED_RE = re.compile(_MIXED, re.IGNORECASE)
_NO_MANDATE = re.compile(
    r"\b(?:no|not (?:have )?a|(?:beyond|outside|foreign to|not part of|not in|not within)(?: of)? (?:its|the|the [\w’']+)|exceeds? (?:its|the)) mandate\b|\bno business of\b|\bnot (?:a |the )?(?:human[- ]rights|business|job|task)\b|\bfor (?:other|another) (?:bodies|body|forum|forums)\b",
    re.IGNORECASE,
)
_LOST = re.compile(
    r"\b(?:los[te]|losing) (?:all |its )?(?:confidence|faith|touch|legitimacy|credibility|relevance)\b|\bno confidence\b|\bstopped doing\b|\bfail(?:ed|ure|ing|s)?\b",
    re.IGNORECASE,
)


_BORDER = re.compile(
    r"[.;:“”\"]|,? \b(?:because|despite|although|though|while|whereas|since|unless|as (?:its?|the)|but|so that|in order)\b|, (?=which|who|and (?:he|she|it|they|that)\b)",
    re.IGNORECASE,
)


_THE = re.compile(r"\b(?:the|a|its|their|this) $", re.IGNORECASE)


def operators(text: str) -> list[tuple[int, int, int, str]]:
    """Words that take sides or do something to a thing: (start, end, sign, word), denials counted in."""
    plus = [(m.start(), m.end(), 1, m[0]) for m in _PLUS_RE.finditer(text)]
    minus = [(m.start(), m.end(), -1, m[0]) for m in _MINUS_RE.finditer(text)]
    kept: list[tuple[int, int, int, str]] = []
    for start, end, sign, word in sorted({*plus, *minus}, key=lambda o: (o[0], o[0] - o[1], o[2])):
        if kept and start < kept[-1][1]:
            continue
        if word.casefold() in ("boycott", "protest", "walkout") and _THE.search(text[max(0, start - 8) : start]):
            continue  # "the boycott" is a thing, not a deed of the clause
        if _NOT.search(text[max(0, start - 22, kept[-1][1] if kept else 0) : start]):
            sign, word = -sign, f"not {word}"
        kept.append((start, end, sign, word))
    return kept


def denied(text: str) -> bool:
    """Whether words right before a verb deny it."""
    return _NOT.search(text) is not None


def clause(text: str, start: int, end: int) -> tuple[int, int]:
    """The clause around a topic: from the last border before it to the first behind it."""
    first = max((m.end() for m in _BORDER.finditer(text, 0, start)), default=0)
    after = _BORDER.search(text, end)
    return first, after.start() if after else len(text)


def compose(
    issue: str, text: str, start: int, end: int, *, polarity: int = 1, attitude: int = 1, cue: str = ""
) -> Reading | None:
    """The side on an issue that the clause around a concept ``[start, end)`` takes; None when nothing takes sides.

    ``polarity`` is what wanting the concept means for the issue; ``attitude`` is what the words around the clause say:
    1 for plain saying, -1 for rejecting or fearing it.
    """
    first, last = clause(text, start, end)
    if not cue and not operators(text[first:last]):
        first, last = 0, len(text)
    if (mixed := _MIXED_RE.search(text)) is not None:
        return Reading("mixed", (mixed[0],), 0.5)
    words = [cue] if cue else []
    if issue == "human_rights_mandate" and (match := _NO_MANDATE.search(text)):
        return Reading("oppose" if attitude > 0 else "support", (*words, match[0]), 0.9)
    if issue == "kp_effectiveness" and polarity < 0:
        denied = _NOT.search(text[max(0, start - 12) : start]) is not None
        return Reading("support" if denied else "oppose", (text[start:end],), 0.85)
    acts = [
        o
        for o in operators(text[first:last])
        if o[1] + first <= start or o[0] + first >= end or (o[0] + first < start and end < o[1] + first)
    ]
    before = [o for o in acts if o[0] + first < start]
    used = before + _after(text[first:last], end - first, acts)
    sign = attitude * polarity
    for _, _, value, word in used:
        sign *= value
        words.append(word)
    if not words:
        return None
    words.append(text[start:end])
    return Reading("support" if sign > 0 else "oppose", tuple(dict.fromkeys(words)), min(0.85, 0.5 + 0.1 * len(words)))


_ADJACENT = re.compile(r"\s+(?:be\s+|to\s+|an?\s+)?(?:\w+\s+)?")
_COPULA = re.compile(
    r"\b(?:be|been|being|is|are|was|were|should|must|would|will|can|could|may|might|to|has|have|had|stay|stays|remain|remains)\b"
)


def _after(text: str, end: int, acts: list[tuple[int, int, int, str]]) -> list[tuple[int, int, int, str]]:
    """What is said of the concept behind it: "exports should resume", "wants the ban lifted", "a lifting would be premature"."""
    used: list[tuple[int, int, int, str]] = []
    at = end
    for act in acts:
        if act[0] < end:
            continue
        gap = text[at : act[0]]
        tight = _ADJACENT.fullmatch(gap) is not None and not re.search(
            r"\b(?:and|or|of|by|that|which|who|in|on)\b", gap
        )
        said = (
            len(gap) < 60
            and _COPULA.search(gap) is not None
            and re.search(r"[,;:]|\b(?:and|that|which|who|if)\b", gap) is None
        )
        if not (tight or said):
            continue
        used.append(act)
        at = act[1]
    return used


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


_HELPERS = re.compile(
    r"^(?:(?:has|have|had|is|are|was|were|been|being|be|also|again|already|repeatedly|\w+ly) )+(?!not\b|never\b|no\b)(?=[a-z])"
)


def attitude(cue: str) -> int:
    """1 or -1 where a cue itself takes sides, 0 where it only reports; "did not oppose" and "refused to support" turn it."""
    word, sign = _HELPERS.sub("", cue.strip().casefold()), 1
    while (denied := _DENIED.match(word)) is not None and denied.end() < len(word):
        word, sign = word[denied.end() :], -sign
    if _CUES_MINUS.match(word) or "concern" in word:
        return -sign
    return (
        sign
        if _CUES_PLUS.match(word) or (sign < 0 and re.match(r"(?:accept|allow|sign|recogni[sz]e|adopt)", word))
        else 0
    )
