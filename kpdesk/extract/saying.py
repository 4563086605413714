"""Reports that grammar shows where the model is silent: verbs of taking sides, nouns of saying, "according to"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Span

from kpdesk.domain.stretches import Stretches
from kpdesk.extract.grammar import base, chunk, is_passive, subjects
from kpdesk.extract.reading import Reading
from kpdesk.extract.repairs import Said, is_siding

SIDES = re.compile(
    r"^(?:welcom|reject|dismiss|condemn|denounc|critici[sz]|prais|hail|deplor|question|regret|applaud|accus|slam|urg|demand(?:ed|s)?$|oppos(?:e|ed|es)$|endors|defend(?:ed|s)$|insist|complain|warn|want(?:s|ed)?$|call(?:ed|s)? (?:for|on|upon)|highlight|emphasi[sz])",
    re.IGNORECASE,
)
_SAYS = re.compile(
    r"(?:said|says|added|argued|warned|noted|insisted|claimed|explained|stressed|maintain(?:ed|s)|conceded|admitted|predicted|alleged|denied|stated|counter(?:ed|s)|holds|repeat(?:ed|s)|swears?|swore|retort(?:ed|s))"
)
_NOUNS = r"declarations?|claims?|allegations?|warnings?|statements?|accusations?|assertions?|suggestions?|arguments?|complaints?|assurances?|announcements?|contention|insistence|promises?|fears|concerns?|view|belief"
_BY_THAT = re.compile(
    rf"\b(?P<cue>{_NOUNS}) (?:by|from|of) (?P<who>(?:the )?[A-Z][^,.;:“”]{{2,90}}?) that (?P<what>[^.;“”\n]{{8,300}}?)(?=, (?:[A-Z]|the\b|most\b|some\b|many\b)|[.;\n])"
)
_OWN_THAT = re.compile(
    rf"(?P<who>[A-Z][\w’'-]*(?: [A-Z][\w’'-]*){{0,4}})['’]s? (?P<cue>{_NOUNS}) that (?P<what>[^.;“”\n]{{8,300}}?)(?=, (?:[A-Z]|the\b|most\b|some\b|many\b)|[.;\n])"
)
_REQUEST = re.compile(
    r"(?P<who>[A-Z][\w’'-]*(?: [A-Z][\w’'-]*){0,4})['’]s? (?P<cue>request|demand|call|appeal|plea|proposal) (?P<link>for|to|that) (?P<what>[^.;,“”\n]{6,160}?)(?= (?:had|has|was|were|is|would|will) |[.;,\n])"
)
_REQUEST_BY = re.compile(
    r"\b(?P<cue>request|demand|call|appeal|plea|proposal|motion|bid) (?:by|from) (?P<who>[^,.;:“”\n]{3,60}?) (?P<link>for|to|that) (?P<what>[^.;,“”\n]{6,160}?)(?= (?:had|has|was|were|is|did|would|will|could) |[.;,\n])"
)
_ACCORDING = re.compile(
    r"\b(?P<cue>[Aa]ccording to) (?P<who>(?:the |a |an )?(?!Guidelines|rules|law|procedure)[^,.;“”\n]{3,90}?)(?P<end>,|\.|\n)"
)
_ACCORDANCE = re.compile(
    r"\b(?:guidelines|rules|law|laws|procedures?|plan|schedule|terms|principles|regulations|agenda|definition|article|constitution|standards?)\b",
    re.IGNORECASE,
)
_EYES = r"(?:view|opinion|words|eyes|judge?ment|phrase)"
_IN_VIEW = re.compile(
    rf"(?P<lead>^|[.!?;][”\"]?\s+|, )[Ii]n (?P<who>his|her|its|their|our|my|(?:[A-Z][\w’'-]* ){{0,3}}[A-Z][\w-]*(?=['’]))(?:['’]s?)? (?P<cue>{_EYES}),? (?P<what>[^.;\n]{{8,300}})",
    re.MULTILINE,
)
_VIEW_AFTER = re.compile(rf"(?P<what>[^.;\n]{{12,300}}), (?P<cue>in the {_EYES} of) (?P<who>[^.;“”\n]{{3,90}})")
_JUDGED = r"(?:verdict|answer|reply|response|comment|view|message|judge?ment|description|summary|conclusion|advice|warning|complaint|explanation|reaction|assessment|retort)"
_VERDICT = re.compile(
    rf"[“\"](?P<what>[^“”\"\n]{{3,300}}?)[,.]?[”\"],? (?:was|is|were|came|went) (?:(?:the|a|one) (?:\w+ )?(?P<cue>{_JUDGED}) (?:of|from|by) (?P<who>[^,.;“”\n]{{3,70}})"
    rf"|(?P<whose>(?:the )?[A-Z][^,.;“”\n]{{2,60}}?)['’]s? (?:\w+ )?(?P<own>{_JUDGED})\b)"
)
_VIEW = re.compile(
    r"\b(?P<cue>[Ii]n the (?:view|opinion|words|eyes) of) (?P<who>(?:this|our) \w+(?=,? )|[^,.;“”\n]{3,70}(?=,)),? (?P<what>[^.;“”\n]{8,300})"
)


def find(reading: Reading, have: list[Said]) -> list[Said]:
    """Reports that none of the given ones covers."""
    taken = Stretches((s.start, s.end, (s.start, s.end)) for s in have if not is_siding(s))
    known = Stretches((s.start, s.end, s) for s in have)
    cues = {s.cue.start_char for s in have if s.cue is not None}
    found = []
    for said in [*_sides(reading), *_patterns(reading), *_plain(reading)]:
        overlaps = any(
            min(e, said.end) - max(s, said.start) > 0.4 * min(e - s, said.end - said.start)
            for s, e in taken.over(said.start, said.end)
        )
        at = said.cue.start_char if said.cue is not None else said.start
        over = known.over(at, at + 1) if said.cue is not None else []
        inside_quote = any(m.mode != "indirect" for m in over)
        chained = (
            said.cue is not None
            and re.search(r"(?:,| and| but)\s*$", reading.text[max(0, said.cue.start_char - 6) : said.cue.start_char])
            is not None
        )
        if (not overlaps or chained) and not inside_quote and (said.cue is None or said.cue.start_char not in cues):
            if chained:
                outer = next((m for m in over if m.cue is not None and m.cue.start_char < m.start), None)
                said.source = outer.source if outer is not None and outer.source is not None else said.source
            found.append(said)
            taken.add(said.start, said.end, (said.start, said.end))
            known.add(said.start, said.end, said)
    return found


def _sides(reading: Reading) -> Iterator[Said]:
    """ "Campaigners welcomed the move", "He questioned the credibility of the scheme"."""
    for sentence in reading.sents:
        if reading.is_headline(sentence.start_char):
            continue
        for token in sentence:
            pair = f"{token.text} {token.nbor(1).text}" if token.i + 1 < len(reading.doc) else token.text
            words = pair if re.match(r"call", token.text, re.IGNORECASE) else token.text
            if token.tag_ not in ("VBD", "VBZ", "VBP", "VBN") or not SIDES.match(words) or is_passive(token):
                continue
            if token.tag_ == "VBN" and not any(c.dep_ == "aux" for c in token.children):
                continue
            who = _subject(reading, token.i, sentence)
            last = token.i + (2 if words == pair and pair != token.text else 1)
            what = _object(reading, last, sentence)
            if who is None or what is None:
                continue
            yield Said(
                start=what[0],
                end=what[1],
                mode="indirect",
                score=0.5,
                final=True,
                source=who,
                cue=reading.doc[token.i : last],
            )


def _subject(reading: Reading, at: int, sentence: Span) -> Span | None:
    token = reading.doc[at]
    found = subjects(token)
    if found:
        whole = chunk(found[0])
        return whole if whole.end <= at else None
    before = at - 1
    while before >= sentence.start and reading.doc[before].pos_ in ("ADV", "AUX", "PART"):
        before -= 1
    head = reading.doc[before] if before >= sentence.start else None
    return chunk(head) if head is not None and head.pos_ in ("NOUN", "PROPN", "PRON") else None


def _object(reading: Reading, first: int, sentence: Span) -> tuple[int, int] | None:
    """The rest of the clause after the verb, up to a further verb of its own, a comma with a clause, or the end."""
    text = reading.text
    if first >= sentence.end:
        return None
    start = reading.doc[first].idx
    rest = text[start : sentence.end_char]
    head = reading.doc[first]
    if head.pos_ not in ("DET", "NOUN", "PROPN", "ADJ", "PRON", "NUM") and head.text.casefold() not in (
        "that",
        "against",
        "to",
        "what",
    ):
        return None
    if rest.startswith("that "):
        start, rest = start + 5, rest[5:]
    cut = re.search(
        r"[.;:\n]|, (?:and|but|which|who|while|saying|arguing|calling|adding|as|although|though|because|after|before)\b| and (?:said|told|called|urged|added|asked|accused|questioned|warned|demanded|insisted)\b| (?:after|before|because|while|saying|arguing) ",
        rest,
    )
    end = start + (cut.start() if cut else len(rest.rstrip()))
    return (start, end) if end - start > 4 else None


def _plain(reading: Reading) -> Iterator[Said]:
    """ "X said that Y", "Y, X said.": the plainest form, where the model saw nothing."""
    text = reading.text
    for sentence in reading.sents:
        for token in sentence:
            perfect = token.tag_ == "VBN" and any(c.dep_ == "aux" and base(c) == "have" for c in token.children)
            if (token.tag_ not in ("VBD", "VBZ", "VBP") and not perfect) or not _SAYS.fullmatch(token.text):
                continue
            who = _subject(reading, token.i, sentence)
            if who is None:
                continue
            after = text[token.idx + len(token.text) : sentence.end_char]
            before = text[sentence.start_char : who.start_char]
            if (
                not after.strip(' .\n”"')
                and before.rstrip().endswith(",")
                and len(before.split()) > 3
                and "”" not in before
                and '"' not in before
            ):
                yield Said(
                    start=sentence.start_char,
                    end=sentence.start_char + len(before.rstrip(" ,")),
                    mode="indirect",
                    score=0.5,
                    final=True,
                    source=who,
                    cue=reading.doc[token.i : token.i + 1],
                )
            elif (that := re.match(r" that (?=\w)", after)) is not None:
                start = token.idx + len(token.text) + that.end()
                yield Said(
                    start=start,
                    end=sentence.start_char + len(text[sentence.start_char : sentence.end_char].rstrip(" .\n")),
                    mode="indirect",
                    score=0.5,
                    final=True,
                    source=who,
                    cue=reading.doc[token.i : token.i + 1],
                )


def _patterns(reading: Reading) -> Iterator[Said]:
    text = reading.text
    for pattern in (_BY_THAT, _OWN_THAT, _REQUEST, _REQUEST_BY):
        for match in pattern.finditer(text):
            who = reading.span(*match.span("who"))
            yield Said(
                start=match.start("what"),
                end=match.end("what"),
                mode="indirect",
                score=0.5,
                final=True,
                source=who,
                cue=reading.span(*match.span("cue")),
            )
    for match in _ACCORDING.finditer(text):
        if _ACCORDANCE.search(match["who"]) or re.search(
            r"\bact(?:s|ed|ing)?\s+$", text[max(0, match.start() - 12) : match.start()]
        ):
            continue
        sentence = reading.sentence(match.start())
        source, cue = reading.span(*match.span("who")), reading.span(*match.span("cue"))
        before = text[sentence.start_char : match.start()].rstrip(" ,")
        if len(before) > 12:
            yield Said(
                start=sentence.start_char,
                end=sentence.start_char + len(before),
                mode="indirect",
                score=0.6,
                final=True,
                source=source,
                cue=cue,
            )
        else:
            body = text[match.end() : sentence.end_char]
            start = match.end() + len(body) - len(body.lstrip())
            end = match.end() + len(body.rstrip(" .\n"))
            if end - start > 10:
                yield Said(start=start, end=end, mode="indirect", score=0.6, final=True, source=source, cue=cue)
    yield from _views(reading)


def _views(reading: Reading) -> Iterator[Said]:
    """ "In the view of X, ...", "In her words, ...", "..., in his view, ...", "“...,” was the verdict of X"."""
    text = reading.text

    def said(what: tuple[int, int], who: tuple[int, int], cue: tuple[int, int]) -> Said:
        return Said(
            start=what[0], end=what[1], mode="indirect", score=0.55, final=True,
            source=reading.span(*who), cue=reading.span(*cue),
        )  # fmt: skip

    for pattern in (_VIEW, _VIEW_AFTER):
        for match in pattern.finditer(text):
            yield said(match.span("what"), match.span("who"), match.span("cue"))
    for match in _IN_VIEW.finditer(text):
        start, end = match.span("what")
        if match["lead"] == ", ":  # an aside: what is told stands around it
            sentence = reading.sentence(match.start("cue"))
            start = sentence.start_char
        yield said((start, end), match.span("who"), match.span("cue"))
    for match in _VERDICT.finditer(text):
        who, cue = ("who", "cue") if match["who"] else ("whose", "own")
        yield said(match.span("what"), match.span(who), match.span(cue))
