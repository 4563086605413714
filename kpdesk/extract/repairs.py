"""The words of a statement set right: no addressee in the content, whole parentheses and lists, no content twice."""

from __future__ import annotations

import re
from dataclasses import dataclass

from spacy.tokens import Span

from kpdesk.extract.quotes import Quote
from kpdesk.extract.reading import Reading

_TELLING = re.compile(r"^(?:told|tells?|telling|informed|assured|reminded|warned|convinced)$", re.IGNORECASE)
_ADDRESSEE = re.compile(
    r"^(?P<who>(?:[A-Z][\w’'&.-]*|[a-z-]+)(?: (?!that\b|to\b)[\w’'&.,-]+){0,11}?) (?P<link>that|to) (?=\w)"
)
_PLAIN_ADDRESSEE = re.compile(
    r"^(?P<who>(?:the |a |an )?(?:[A-Z][\w’'&.-]*(?: [A-Z][\w’'&-]*){0,4}|reporters|journalists|delegates|lawmakers|legislators|parliament|members|participants|diplomats)(?: (?:on|in) [A-Z]\w+)?),? (?=[a-z]\w* \w|[A-Z])"
)
_FEELING = re.compile(
    r"^(?:(?:its|his|her|their|the|grave|deep|serious|great|strong) )*(?:concerns?|regrets?|hopes?|fears?|doubts?|alarm|disappointment|satisfaction|dismay|outrage|confidence|optimism|appreciation|gratitude) (?:of|that|about|over|at|for|on|with|in) ",
    re.IGNORECASE,
)
_EXPRESSING = re.compile(r"^(?:express\w*|voic\w+|rais\w+|reiterat\w+|convey\w*|took|takes|take)\b", re.IGNORECASE)
_NOTE = re.compile(r"^note (?:of |that )?", re.IGNORECASE)
_NAMING = re.compile(
    r"^(?:call|describ|brand|label|dub|denounc|dismiss|condemn|portray|characteri[sz]|slam|hail|prais|regard|brand)",
    re.IGNORECASE,
)
_NAMED = re.compile(r"^(?:(?:it|them|him|her|this|that) )?(?:as |for )?")
# Cues that the reporter uses of deeds, not of words.
_DEEDS = re.compile(
    r"^(?:decid|present|h[eo]ld|discuss|mention|seem|impress|str[iu]k|publish|post|sign|launch|begin|began|start|appoint|elect|adopt|know|knew|see|saw|show|visit|attend|mean|is|was|are|be|take|took place|unclear|record|cover|contact|plan|allow|had|has|have|find|found|learn|thank|greet|congratulat|titl|entitl|nam|label|left|leav|depart|arriv|help|chair|host|attend|spend|spent)",
    re.IGNORECASE,
)
_ANNOUNCING = re.compile(r"^(?:announc|agre|approv|releas|unveil|issu)", re.IGNORECASE)
_ACCORDANCE = re.compile(
    r"\b(?:guidelines?|rules?|laws?|procedures?|schedule|terms|principles|regulations|agenda|definition|constitution|standards?)$",
    re.IGNORECASE,
)
_UNSAID = re.compile(
    r"^(?:said|says|announced|reported|alleged|claimed|understood|believed|agreed|argued|feared|hoped|according|rumou?red|allegations?|reports?|claims?)",
    re.IGNORECASE,
)
_HIDDEN = re.compile(
    r"(?:a |an |the )?(?:[a-z]+ who (?:asked|declined|refused) )?not to be (?:named|identified|quoted)|to comment\b"
)
_SIDING = re.compile(r"^(?:oppos|support|back|endors|block|reject)", re.IGNORECASE)
_CONJ = re.compile(r"^,? (?:and|but|while|although|though|because|since|so|yet|when|after|before|as)\b")


@dataclass(eq=False, slots=True)
class Said:
    """One content with its cue and source while it is set right (characters of the cleaned text)."""

    start: int
    end: int
    mode: str
    score: float
    source: Span | None
    cue: Span | None
    told_to: str | None = None
    final: bool = False  # its borders are sure


def is_speech(said: Said, text: str) -> bool:
    """Whether a cue tells of words at all. Passives without a source count when their verb is one of saying."""
    if said.cue is None:
        return True
    cue, words = said.cue.text.strip(), text[said.start : said.end]
    if (
        _HIDDEN.match(words)
        or (said.source is None and not any(c.isalpha() for c in cue))
        or (said.source is None and words.startswith("whether "))
    ):
        return False
    if said.mode != "indirect":
        long = [w for w in re.findall(r"[^\W\d_]+", words) if len(w) > 3]
        return not (1 < len(words.split()) < 8 and long and all(w[0].isupper() for w in long))  # a title
    if _DEEDS.match(cue) and not cue.casefold().startswith(
        ("have expressed", "has expressed", "had expressed", "takes note", "took note")
    ):
        return bool(_NOTE.match(words))
    if "interest" in cue.casefold() or (
        _EXPRESSING.search(cue.split()[-1]) and re.match(r"(?:an? )?interest\b", words)
    ):
        return False
    if (
        _ANNOUNCING.match(cue)
        and re.match(r"(?:the|a|an|its|their|his|her|terms|to)\b", words)
        and " that " not in words[:30]
    ):
        return False
    if cue.casefold().startswith("according to") and (said.source is None or _ACCORDANCE.search(said.source.text)):
        return False
    return not (said.source is None and not _UNSAID.match(cue))


def trim(said: Said, text: str) -> None:
    """Take addressees, "as", "concern that" and the like out of the content."""
    if said.cue is None or said.mode == "direct":
        return
    cue = said.cue.text.strip()
    words = text[said.start : said.end]
    after_cue = 0 <= said.start - said.cue.end_char <= 2
    if after_cue and _TELLING.match(cue):
        match = _ADDRESSEE.match(words)
        if (
            match is not None
            and len(match["who"].split()) <= 12
            and not re.search(r"\b(?:is|are|was|were|has|had|will|would)\b", match["who"])
        ):
            said.told_to = " ".join(match["who"].split()[:5]).split(" before ")[0].split(" after ")[0].strip(" ,")
            said.start += match.start("link") if match["link"] == "to" else match.end()
        elif (match := _PLAIN_ADDRESSEE.match(words)) is not None and len(words.split()) > 5:
            said.told_to = match["who"]
            said.start += match.end()
    elif (
        after_cue
        and _EXPRESSING.match(cue)
        and (match := (None if "note" in cue else _FEELING.match(words)) or _NOTE.match(words))
    ):
        said.start += match.end()
        if text[said.start :].startswith("that "):
            said.start += 5
    elif after_cue and _NAMING.match(cue) and (match := _NAMED.match(words)) and match.end() < len(words) - 2:
        said.start += match.end()
    elif cue.casefold() in (
        "concern",
        "concerns",
        "fears",
        "claim",
        "claims",
        "allegations",
        "warning",
    ) and words.startswith(("that ", "of ")):
        said.start += words.index(" ") + 1
    if text[said.start : said.end].startswith("that ") and len(text[said.start : said.end].split()) > 3:
        said.start += 5


def _source_and_cue(said: Said) -> tuple[int, int]:
    spans = [s for s in (said.source, said.cue) if s is not None]
    return min(s.start_char for s in spans), max(s.end_char for s in spans)


def parenthesis(reading: Reading, said: Said, quotes: list[Quote]) -> None:
    """ "The walkout, he said, changed nothing": the whole sentence is the content, the attribution inside it."""
    if said.cue is None or said.source is None or said.mode != "indirect":
        return
    text = reading.text
    first, last = _source_and_cue(said)
    sentence = reading.sentence(said.start)
    if not (sentence.start_char < first and last < sentence.end_char - 2) or last - first > 60:
        return
    before, after = text[sentence.start_char : first], text[last : sentence.end_char]
    if (
        not before.rstrip().endswith(",")
        or not after.lstrip().startswith(",")
        or any(sentence.start_char <= q.start < sentence.end_char for q in quotes)
    ):
        return
    if not (abs(said.end - first) <= 3 or abs(said.start - last) <= 3 or said.start < first < said.end):
        return
    if _CONJ.match(after):
        said.start, said.end = sentence.start_char, sentence.start_char + len(before.rstrip(" ,"))
    else:
        body = text[sentence.start_char : sentence.end_char].rstrip()
        said.start, said.end = sentence.start_char, sentence.start_char + len(body.rstrip("."))


def trailing(reading: Reading, said: Said, quotes: list[Quote]) -> None:
    """ "If A, B would do C, a diplomat said.": all that stands before a closing attribution is the content."""
    if said.cue is None or said.source is None or said.mode != "indirect":
        return
    first, last = _source_and_cue(said)
    sentence = reading.sentence(first)
    before = reading.text[sentence.start_char : first].rstrip()
    if (
        said.end > first
        or said.start < sentence.start_char
        or not before.endswith(",")
        or reading.text[last : sentence.end_char].strip(" .\n")
    ):
        return
    if not any(sentence.start_char <= q.start < first for q in quotes) and not reading.is_headline(said.start):
        city = reading.dateline_city
        start = (
            said.start
            if city is not None and sentence.start_char <= city[1] < sentence.end_char
            else sentence.start_char
        )
        said.start, said.end, said.final = start, sentence.start_char + len(before.rstrip(" ,")), True


def lengthen(reading: Reading, said: Said, others: list[Said], quotes: list[Quote]) -> None:
    """A told content that stops at a comma within a list or before a further phrase goes on to the end of its sentence."""
    if said.cue is not None and said.cue.root.pos_ == "NOUN" and said.cue.root.tag_.startswith("NN"):
        return
    if said.final or said.mode != "indirect" or said.cue is None or said.start < said.cue.end_char:
        return
    text = reading.text
    sentence = reading.sentence(said.start)
    rest = text[said.end : sentence.end_char]
    if len(rest.strip(' .”"\n')) < 3 or any(q.start < sentence.end_char and q.end > said.end for q in quotes):
        return
    cues = [
        o.cue.start_char
        for o in others
        if o is not said and o.cue is not None and said.end <= o.cue.start_char < sentence.end_char
    ]
    if cues or not re.match(r",? ", rest) or re.match(r",? (?:a|an|the) [a-z ]{3,40}(?:said|told|added)\b", rest):
        return
    if re.match(
        r", (?:[a-z]+ing|who|which|while|after|as|in a|in an|during|at a|speaking|according|adding|but|and (?:he|she|they|it|then|later|then)?\s*(?:said|added|told|called|urged|asked|left|went|walked)?)\b",
        rest,
    ) and not re.match(r", and (?!(?:he|she|they|it)\b)", rest):
        return
    said.end = sentence.start_char + len(text[sentence.start_char : sentence.end_char].rstrip(' \n.”"'))


def shorten(said: Said, others: list[Said], text: str) -> None:
    """A content ends where the next report of the same speaker begins: ", which he described as ..."."""
    if said.final:
        return
    for other in others:
        if (
            other is said
            or other.cue is None
            or said.cue is None
            or not said.start < other.cue.start_char < said.end
            or said.mode == "direct"
        ):
            continue
        if other.cue.start_char < said.cue.start_char or other.score < 0.35:
            continue
        cut = max(
            (
                m.start()
                for m in re.finditer(r",? (?:which|and|but|who|while)\b|, ", text[said.start : other.cue.start_char])
            ),
            default=None,
        )
        if other.source is not None and said.start + 10 < other.source.start_char < other.cue.start_char:
            gap = re.search(r",? (?:and|but|while) (?:a |an |the )?$", text[said.start : other.source.start_char])
            if gap is not None:
                said.end = said.start + gap.start()
                continue
        own = other.source is not None and other.source.text.casefold() in ("he", "she", "they", "it")
        if (
            cut
            and cut > 12
            and (own or other.source is None or said.source is None or other.source.start == said.source.start)
        ):
            said.end = said.start + cut


def is_siding(said: Said) -> bool:
    """Whether a cue takes a side without being a word of saying."""
    return said.cue is not None and said.mode == "indirect" and _SIDING.match(said.cue.text.split()[-1]) is not None


def inner(said: Said, others: list[Said]) -> bool:
    """Whether a verb of taking sides only stands within what somebody else says."""
    if not is_siding(said) or said.cue is None:
        return False
    at = said.cue.start_char
    return any(o is not said and o.start <= at < o.end for o in others)


def nested(found: list[Said], text: str) -> list[Said]:
    """ "they will boycott ... to protest what they say is ...": what the same speaker says within it belongs to it."""
    kept: list[Said] = []
    for said in sorted(found, key=lambda s: s.start):
        before = kept[-1] if kept else None
        if (
            before is not None
            and said.source is not None
            and said.cue is not None
            and before.mode == said.mode == "indirect"
        ):
            first, _ = _source_and_cue(said)
            gap = text[before.end : first].strip()
            pronoun = said.source.text.casefold() in ("they", "he", "she", "it")
            if (
                pronoun
                and gap.casefold() in ("what", "", "which")
                and before.end <= first
                and said.start - before.end < 40
                and "\n" not in text[before.end : said.start]
            ):
                before.end = max(before.end, said.end)
                continue
            if pronoun and before.start < first < before.end and said.end <= before.end + 2 and gap == "":
                continue
        kept.append(said)
    return kept


def own_source(reading: Reading, said: Said) -> None:
    """A source from another paragraph gives way to the subject right before the cue."""
    if said.cue is None:
        return
    sentence = reading.sentence(said.cue.start_char)
    if said.source is not None and reading.line(said.source.start_char) == reading.line(said.cue.start_char):
        return
    if said.source is not None and said.mode == "direct" and abs(said.source.start_char - said.cue.start_char) < 120:
        return
    for child in said.cue.root.children:
        if child.dep_ in ("nsubj", "nsubj:outer"):
            said.source = (
                reading.doc[child.left_edge.i : child.right_edge.i + 1]
                if child.right_edge.i < said.cue.start
                else reading.doc[child.i : child.i + 1]
            )
            return
    before = said.cue.start - 1
    if before >= sentence.start and reading.doc[before].pos_ in ("PROPN", "PRON", "NOUN"):
        said.source = reading.doc[before : before + 1]
