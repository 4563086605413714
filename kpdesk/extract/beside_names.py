"""Who was at a meeting by the words right beside a name: "in the chair", "a delegate", "one of those in the room"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kpdesk.extract.cast import Actor, Cast
from kpdesk.extract.reading import Reading
from kpdesk.extract.rollcall import Place, run

_MEETING = r"(?:plenary|intersessional|meeting|session|talks|summit|conference|forum|gathering|proceedings)"
_AT = rf"(?:at|to|in|from) (?:the|this|that|last|both|these) (?:[\w'’-]+ ){{0,4}}?(?:{_MEETING}|table|hall|room)\b"
_ONE_OF = r"(?:(?:also |then |still )?(?:one|two|some|several|a few|part|the (?:only|first|last|sole|lone)|among) (?:of )?(?:the |a |those |some )?)"
_SEAT = r"(?:delegates?|delegations?|observers?|participants?|envoys?|guests?|speakers?|negotiators?|campaigners?|activists|representatives?|ministers|members|contingent|team|voices?|NGOs?|groups?|people|body|bodies)"
# Behind the name.
_AFTER: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("chaired", re.compile(r",? (?:\([^)]*\) )?(?:again |then |now |who was |which was |as |was |is )?in the chair\b")),
    ("chaired", re.compile(r", (?:chairing|presiding|who presided|who chaired)\b(?! the (?:working|committee|monitoring|scheme|process|Kimberley|KP))")),
    ("chaired", re.compile(rf",? (?:as|being) (?:the )?(?:chair|chairman|chairwoman|host and chair)(?: of (?:the|this) {_MEETING})?,")),
    ("hosted", re.compile(r",? (?:as |being |its |the )?(?:the )?(?:host|hosts|host country|host nation|host government)(?: of (?:the|this) \w+)?[,.;]")),
    ("attended", re.compile(rf", {_ONE_OF}(?:[\w-]+ )?{_SEAT} (?:there|present|{_AT})")),
    ("attended", re.compile(rf", (?:an?|the) (?:[\w-]+ ){{0,3}}?(?:delegate|observer|participant|guest|envoy|speaker|negotiator)(?: (?:there|{_AT})|[,.;])")),
    ("attended", re.compile(r",? (?:just |fresh |newly |freshly )?(?:back|home|returned|returning) from (?:the |[A-Z])")),
    ("attended", re.compile(r",? (?:on|after) (?:his|her|its|their) (?:return|way home|way back) from ")),
    ("attended", re.compile(rf",? (?:present|there|watching|speaking|seated|sitting|on hand|in attendance)(?: as (?:an )?(?:observers?|guests?))? (?:{_AT}|in the (?:room|hall))")),
    ("attended", re.compile(r",? (?:there |present |attending |at the table |in the room )?(?:as (?:an |a )?(?:observers?|guests?)|with observer status),")),
    ("attended", re.compile(r",? (?:on|at) the (?:sidelines|margins|fringes?) of ")),
    ("attended", re.compile(r"['’]s (?:[\w-]+ ){0,2}?(?:delegation|delegates?|team|envoys?|representatives?|ministers?|negotiators?|man|woman|people|officials?) (?:at|to|in) (?:the |[A-Z])")),
)  # fmt: skip
# In front of the name (or of the list that it begins).
_BEFORE: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("chaired", re.compile(r"\b(?:with|under) (?:the )?(?:[\w-]+ ){0,3}$")),
    ("chaired", re.compile(r"\b(?:under the (?:chairmanship|gavel|presidency|leadership) of|presided over by|moderated by|in the hands of(?: its chair)?,?) (?:the )?(?:[\w-]+ ){0,4}$")),
    ("hosted", re.compile(r"\b(?:host(?: country| nation| government)?|hosted by|guests? of|at the invitation of|convened by|organi[sz]ed by|called by|staged by) (?:the )?$")),
    ("attended", re.compile(rf"\b(?:[Aa]mong|[Oo]f) (?:those|the (?:[\w-]+ )?{_SEAT}|the few|the many)(?: who| that)? (?:in (?:the|attendance)|at|there|present|attend\w*|came|spoke|did|were|made|took|turned|showed|sat)[^.;]{{0,50}}? (?:were|was|is|are) (?:also )?(?:the |an? )?$")),
    ("attended", re.compile(r"\b(?:present|in attendance|around the table|also (?:there|present)|in the (?:hall|room))(?: (?:at|in|for) [^.;:]{3,40}?)? (?:were|was)(?: (?:also|representatives of|delegates (?:from|of)|officials (?:from|of)|\d+ participants,))? (?:the )?$", re.IGNORECASE)),
    ("attended", re.compile(r"\b(?:[Dd]elegates|[Dd]elegations?|[Tt]eams?|[Ee]nvoys|[Oo]bservers|[Rr]epresentatives|[Nn]egotiators|[Oo]fficials|[Mm]inisters|[Pp]eople) (?:from|of|for|representing) (?:the |both )?(?:[\w-]+ of )?$")),
)  # fmt: skip
_UNDER = re.compile(r" (?:in the chair|presiding|as chair|at the helm|chairing|wielding the gavel)\b")


def listed(reading: Reading, cast: Cast) -> Iterator[Place]:
    """Everyone whom the words beside the name put at a meeting."""
    text = reading.text
    for start, end, actor in list(cast.places()):
        sentence = reading.sentence(start)
        for how, pattern in _AFTER:
            match = pattern.match(text, end, sentence.end_char)
            if match is not None and _fits(actor, how):
                yield Place(actor, how, start, match.end(), start)
                break
        before = text[max(sentence.start_char, start - 110) : start]
        for how, pattern in _BEFORE:
            match = pattern.search(before)
            if match is None or not _fits(actor, how):
                continue
            beside = before[match.start() :].startswith(("with", "under ")) and not re.search(
                r"ship|by|the hands", match[0]
            )
            if how == "chaired" and beside and _UNDER.match(text, end) is None:
                continue
            if how != "attended":
                if re.match(r"['’]s? ", text[end : end + 3]):
                    break  # "under the chairmanship of Zimbabwe's X"
                yield Place(actor, how, start - len(match[0]), end, start)
            elif _told(match[0], text, reading, cast, start, sentence.end_char):
                for _, last, other in run(reading, cast, start, sentence.end_char):
                    yield Place(other, how, start - len(match[0]), last, start)
            break


def _fits(actor: Actor, how: str) -> bool:
    named = actor.named or bool(actor.family)
    return (
        named
        and "kimberley-process" not in actor.key.removesuffix("-civil-society-coalition")
        and (how != "hosted" or actor.kind != "person")
    )


_DID = re.compile(
    r"(?:,[^,.;]{2,60},)? (?:(?:also|all|both|had|have|then|again|later|on \w+) )*(?:gathered|met|meeting|convened|assembled|spent|haggled|argued|agreed|attended|took|sat|spoke|tabled|walked|came|flew|travel\w+|arrived|failed|wrangled|debated|clashed|left|told|heard|voted|signed|adopted|discussed|were (?:there|present|in)|was (?:there|present|in))\b"
)


def _told(words: str, text: str, reading: Reading, cast: Cast, start: int, end: int) -> bool:
    """Whether "delegates from" a list of names are told of as doing something at a meeting; other lists speak for themselves."""
    if not re.search(r"(?:from|of|for|representing) (?:the |both )?(?:[\w-]+ of )?$", words) or re.search(
        r"\b(?:were|was|is|are)\b", words
    ):
        return True
    names = run(reading, cast, start, end)
    return bool(names) and _DID.match(text, names[-1][1]) is not None
