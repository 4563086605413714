"""Names that no list knows: what the model or their own form shows to be a person's or a body's."""

from __future__ import annotations

import re

from kpdesk.extract.grammar import base, is_subject
from kpdesk.extract.reading import Reading
from kpdesk.extract.reference import fold
from kpdesk.extract.words import BODY_NOUNS, MEETING_NOUNS, PERSON_NOUNS, STRONG_MEETINGS, each

_TITLE = r"(?:Mr|Mrs|Ms|Mme|Dr|Prof|Professor|Sir|Dame|Lord|Hon|Honourable|Madame|Ambassador|Senator|Chief|Justice|Gen|General|Colonel|Captain)\b\.?"


_CAP = r"[A-Z][\w&'’]*(?:-[A-Z]\w+)?"


_TITLED = re.compile(rf"\b{_TITLE} (?P<name>(?:[A-Z]\.\s?|{_CAP} ){{0,3}}{_CAP})")


_THING = re.compile(
    r"\b(?:Act|Hall|Trade|Award|Awards|Programme|Program|Project|Report|Declaration|Treaty|Guidelines|Resolution|Decision|Decisions|Day|Prize|Street|Road|Notice|Certificate|Certificates|Agreement)$"
)


_PROFILED = re.compile(
    r"\b(?:For |But |And |While |As |When )?(?P<name>[A-Z][a-zà-ÿ'’-]+(?: (?:[A-Z]\.|[A-Z][a-zà-ÿ'’-]+|de|van|von|bin|al)){1,2})(?=,? (?:said|says|told|added|argued|warned|insisted)\b|, (?:who|whose)\b)"
)


_ROLE_WORD = re.compile(r"([A-Za-z][\w-]*) (?=[A-Z])")


_SPEECH = each(
    "say tell add argue warn insist call urge note hail welcome reject dismiss accuse deny claim lead chair "
    "meet leave ask"
)


_RANKS = frozenset(
    ["vice", "deputy", "former", "prime", "foreign", "assistant", "acting", "senior", "mines", "research"]
)


_FRAME = re.compile(
    r"\(?(?:by|photo|picture|reporting by|editing by|source|caption)\b[: ](?!\w+ing\b)[^.]{0,80}\)?$", re.IGNORECASE
)


_OPENERS = each(
    "the for as but and when while if in on at after before with by from mr mrs a an this that speaking "
    "according like since both one"
)


_LEAD = re.compile(rf"^(?:{_TITLE}\s+|(?:The|the|His|Her) |Excellency )+")


_HEADS = (
    "Council|Association|Federation|Institute|Bourse|Chamber|Union|Party|Court|Committee|Exchange|Commission|Centre|Center|Corporation|"
    "Company|Organi[sz]ation|Foundation|Agency|Authority|Secretariat|Coalition|Network|Ministry|Department|Bureau|Initiative|Alliance|"
    "Guild|League|Circle|School|College|Cooperative|Syndicate|Collective|Unit|Fund|Confederation|Partnership|Academy|Laboratory|Panel|Watch|"
    "Advocates|Group|Bank|Trust|Society|Consortium|University|Parliament|Embassy|Observatory|Campaign|Forum|Board"
)


_JOIN = r"(?: (?:of|for|and|&|on|the|in|de|du|des|la))?"


_BODY = re.compile(
    rf"\b(?P<a>(?:{_CAP}{_JOIN} ){{1,6}}(?:{_HEADS})(?: (?:of|for|on|against) (?:the )?{_CAP}(?:(?: (?:and|&|of))? {_CAP}){{0,4}})?)\b"
    rf"|\b(?P<b>(?:{_HEADS}) (?:of|for|on) (?:the )?{_CAP}(?:(?: (?:and|&|of|for))? {_CAP}){{0,5}})\b"
)


_FOREIGN_BODIES = each(
    "cooperativa cooperative société societe sociedad sociedade compagnie fundação fundación fondation asociación associação syndicat sindicato ong ngo"
)
_CROWD = re.compile(
    r"(?:the )?(?:civil[- ]society|ngos?|non-?governmental organi[sz]ations?|parliament|government|state)",
    re.IGNORECASE,
)


_NOISE = each(
    "government mr mrs ms mme dr prof hon sir communique communiqué article statement report editor "
    "correspondent staff monday tuesday wednesday thursday friday saturday sunday january february march april "
    "may june july august september october november december email tel fax copyright photo caption "
    "advertisement subscribe cookies twitter facebook whatsapp plc ltd"
)


def unknown(reading: Reading) -> list[tuple[int, int, str]]:
    """Names that the model or their form show: (start, end, "person" or "body"), longest first."""
    text, found = reading.text, []
    full = {w for ent in reading.doc.ents if ent.label_ == "PERSON" and len(ent) > 1 for w in ent.text.split()[1:]}
    for ent in reading.doc.ents:
        if ent.label_ == "PERSON" and len(ent.text.split()) == 1 and ent.text.rstrip("'’s") not in full:
            if _speaks_alone(reading, ent.start_char, ent.end_char):
                found.append((ent.start_char, ent.end_char, "person"))
            continue  # one word alone is as often a place or an outlet
        if ent.label_ in ("PERSON", "ORG") and "\n" not in ent.text and not _CROWD.fullmatch(ent.text):
            found.append((ent.start_char, ent.end_char, "person" if ent.label_ == "PERSON" else "body"))
    found += [(m.start("name"), m.end("name"), "person") for m in _TITLED.finditer(text)]
    found += [
        (m.start("name"), m.end("name"), "person")
        for m in _PROFILED.finditer(text)
        if not set(fold(m["name"]).split()) & (BODY_NOUNS | _OPENERS)
    ]
    found += [(m.start(), m.end(), "body") for m in _BODY.finditer(text)]
    titled = {m.span("name") for m in _TITLED.finditer(text)}
    trimmed = []
    for start, end, label in found:
        start, end = trim(text, start, end)
        while (
            label == "person"
            and (role := _ROLE_WORD.match(text, start, end))
            and role[1].casefold() in PERSON_NOUNS | _RANKS
        ):
            start = role.end()
        words = text[start:end]
        if " - " in words or " – " in words or (label == "body" and (start, end) in titled):
            continue
        if label == "person" and words.split()[0].casefold() in _FOREIGN_BODIES:
            label = "body"
        if (
            _THING.search(words)
            or (words.isupper() and label == "person" and reading.is_headline(start))
            or _FRAME.match(reading.line_text(reading.line(start)))
            or _FRAME.match(reading.sentence(start).text.strip().rstrip("."))
        ):
            continue
        if end - start < 2 or not any(c.isupper() for c in words) or fold(words) in _NOISE or not words[0].isalpha():
            continue
        last = words.split()[-1].casefold()
        if last in STRONG_MEETINGS or (
            last in MEETING_NOUNS and label == "body" and last not in ("forum", "assembly", "congress")
        ):
            continue
        if label == "person" and any(
            w.casefold().strip(".") in PERSON_NOUNS or w.casefold() in BODY_NOUNS for w in words.split()
        ):
            continue
        if all(w.islower() for w in words.split()[-1:]) and label == "person":
            continue
        trimmed.append((start, end, label))
    return sorted(set(trimmed), key=lambda f: (f[2] != "person" and f[1] - f[0] < 4, -(f[1] - f[0]), f[0], f[2]))


def _speaks_alone(reading: Reading, start: int, end: int) -> bool:
    """Whether a surname without first name acts like a person: "Weil, who led the team, said"."""
    words, after = reading.text[start:end], reading.text[end : end + 12]
    if words.isupper() or (reading.reference is not None and reading.reference.place_code(words) is not None):
        return False
    token = reading.token(start)
    return re.match(r",? (?:who|said|says|told|added)\b", after) is not None or (
        is_subject(token)
        and token.head.tag_ in ("VBD", "VBZ")
        and token.dep_ != "nsubj:pass"
        and base(token.head) in _SPEECH
    )


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Without titles, articles, possessive endings, quotation marks and brackets."""
    words = text[start:end]
    if lead := _LEAD.match(words):
        start += lead.end()
    words = text[start:end]
    words = re.sub(r"(?:['’]s|['’])$", "", words).rstrip(" ,.;:\"“”()'’")
    if (
        words.endswith((" Ltd", " Inc", " Corp", " J", " St"))
        and text[start + len(words) : start + len(words) + 1] == "."
    ):
        words += "."
    while re.search(r"\w-$", text[max(0, start - 2) : start]) and (
        whole := re.search(r"[A-Z]\w*-$", text[max(0, start - 60) : start])
    ):
        start -= len(whole[0])
        words = text[start:end].rstrip(" ,.;:\"“”()'’")
    if (tail := re.match(r"-[A-Z]\w+", text[start + len(words) :])) is not None:
        words += tail[0]
    lead_marks = len(words) - len(words.lstrip(" \"“”'‘’("))
    return start + lead_marks, start + len(words)
