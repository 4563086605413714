"""Which side a word of saying takes: "rejected" and "welcomed" differ from "said"."""

from __future__ import annotations

import re

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
