"""Named actors: persons and bodies, each once, with every place where their name stands."""

from __future__ import annotations

import re
from collections import Counter

from kpdesk.extract.body_kinds import body_kind
from kpdesk.extract.cast import Actor, Cast
from kpdesk.extract.gazetteer import Hit, Target, Way
from kpdesk.extract.grammar import base, is_subject
from kpdesk.extract.reading import Reading
from kpdesk.extract.reference import fold
from kpdesk.extract.words import BODY_NOUNS, MEETING_NOUNS, MINISTRY_NOUNS, PERSON_NOUNS, STRONG_MEETINGS

_TITLE = r"(?:Mr|Mrs|Ms|Mme|Dr|Prof|Professor|Sir|Dame|Lord|Hon|Honourable|Madame|Ambassador|Senator|Chief|Justice|Gen|General|Colonel|Captain)\b\.?"
_CAP = r"[A-Z][\w&'’]*(?:-[A-Z]\w+)?"
_TITLED = re.compile(rf"\b{_TITLE} (?P<name>(?:[A-Z]\.\s?|{_CAP} ){{0,3}}{_CAP})")
_THING = re.compile(r"\b(?:Act|Hall|Trade|Award|Awards|Programme|Program|Project|Report|Declaration|Treaty|Guidelines|Resolution|Decision|Decisions|Day|Prize|Street|Road|Notice|Certificate|Certificates|Agreement)$")
_PROFILED = re.compile(r"\b(?:For |But |And |While |As |When )?(?P<name>[A-Z][a-zà-ÿ'’-]+(?: (?:[A-Z]\.|[A-Z][a-zà-ÿ'’-]+|de|van|von|bin|al)){1,2})(?=,? (?:said|says|told|added|argued|warned|insisted)\b|, (?:who|whose)\b)")
_ROLE_WORD = re.compile(r"([A-Za-z][\w-]*) (?=[A-Z])")
_SPEECH = frozenset(["say", "tell", "add", "argue", "warn", "insist", "call", "urge", "note", "hail", "welcome", "reject", "dismiss", "accuse", "deny", "claim", "lead", "chair", "meet", "leave", "ask"])
_RANKS = frozenset(["vice", "deputy", "former", "prime", "foreign", "assistant", "acting", "senior", "mines", "research"])
_FRAME = re.compile(r"\(?(?:by|photo|picture|reporting by|editing by|source|caption)\b[: ](?!\w+ing\b)[^.]{0,80}\)?$", re.IGNORECASE)
_OPENERS = frozenset(["the", "for", "as", "but", "and", "when", "while", "if", "in", "on", "at", "after", "before", "with", "by", "from", "mr", "mrs", "a", "an", "this", "that", "speaking", "according", "like", "since", "both", "one"])
_LEAD = re.compile(rf"^(?:{_TITLE}\s+|(?:The|the|His|Her) |Excellency )+")
_HEADS = (
    "Council|Association|Federation|Institute|Bourse|Chamber|Union|Party|Court|Committee|Exchange|Commission|Centre|Center|Corporation|"
    "Company|Organi[sz]ation|Foundation|Agency|Authority|Secretariat|Coalition|Network|Ministry|Department|Bureau|Initiative|Alliance|"
    "Advocates|Group|Bank|Trust|Society|Consortium|University|Parliament|Embassy|Observatory|Campaign|Forum|Board"
)
_JOIN = r"(?: (?:of|for|and|&|on|the|in|de|du|des|la))?"
_BODY = re.compile(
    rf"\b(?P<a>(?:{_CAP}{_JOIN} ){{1,6}}(?:{_HEADS})(?: (?:of|for|on|against) (?:the )?{_CAP}(?:(?: (?:and|&|of))? {_CAP}){{0,4}})?)\b"
    rf"|\b(?P<b>(?:{_HEADS}) (?:of|for|on) (?:the )?{_CAP}(?:(?: (?:and|&|of|for))? {_CAP}){{0,5}})\b"
)
_BRACKET = re.compile(r"[\"”’]?\s?\((?:the |or |also known as )?[\"“‘]?(?P<short>[A-Z][A-Za-z&]{1,9})[\"”’]?\)")
_CROWD = re.compile(r"(?:the )?(?:civil[- ]society|ngos?|non-?governmental organi[sz]ations?|parliament|government|state)", re.IGNORECASE)
_NOISE = frozenset(
    ["government", "mr", "mrs", "ms", "mme", "dr", "prof", "hon", "sir", "communique", "communiqué", "article", "statement", "report", "editor", "correspondent", "staff", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december", "email", "tel", "fax", "copyright", "photo", "caption", "advertisement", "subscribe", "cookies", "twitter", "facebook", "whatsapp", "plc", "ltd"]
)


def collect(reading: Reading) -> tuple[Cast, list[tuple[int, int, Way]]]:
    """The cast of named persons and bodies, and the names of countries, which are judged by what they do."""
    cast = Cast(reading.text)
    countries = _known(reading, cast)
    for start, end, label in _unknown(reading):
        if not cast.overlaps(start, end):
            _place(reading, cast, start, end, label, countries)
    _join_variants(cast, reading)
    _brackets(reading, cast)
    _join_acronyms(cast)
    _repeats(reading, cast)
    _drop_asides(reading, cast)
    for actor in list(cast.actors.values()):
        if _rejected(actor, reading):
            cast.remove(actor)
    return cast, countries


def actor_of(cast: Cast, target: Target) -> Actor:
    """The cast's entry for a known name."""
    found = cast.actors.get(target.key)
    if found is None:
        found = cast.add(Actor(key=target.key, name=target.name, kind=target.kind, target=target, country=target.country, score=0.9))
    return found


def _known(reading: Reading, cast: Cast) -> list[tuple[int, int, Way]]:
    hits = reading.gazetteer.find(reading.text)
    free: set[str] = set()
    for hit in hits:
        keys = {w.target.key for w in hit.ways}
        if len(keys) == 1 and not hit.edits and any(w.free for w in hit.ways):
            free |= keys
    countries: list[tuple[int, int, Way]] = []
    for hit in hits:
        way = _meant(reading, hit, free)
        if way is None:
            continue
        if way.target.key.startswith("country/") or way.kind == "adjective":
            countries.append((hit.start, hit.end, way))
            continue
        actor = actor_of(cast, way.target)
        start, end = _whole_name(reading, hit.start, hit.end, way)
        cast.mention(actor, start, end)
        _explain(actor, way, hit, reading)
    return countries


def _whole_name(reading: Reading, start: int, end: int, way: Way) -> tuple[int, int]:
    """A person's name with the words that the model reads with it; "The WDC" at the head of a sentence with its article."""
    if way.target.kind == "person":
        for ent in reading.span(start, end).ents or ():
            longer = ent.text.split()
            if ent.label_ == "PERSON" and ent.start_char <= start and ent.end_char >= end and len(longer) <= len(reading.text[start:end].split()) + 2:
                _first, last = _trim(reading.text, ent.start_char, ent.end_char)
                return (start, last) if last > end else (start, end)
        if match := re.match(r" [A-Z][a-zà-ÿ]+(?= (?:who|said|told|,)|,)", reading.text[end : end + 25]):
            return start, end + match.end()
    elif end - start <= 5 and reading.text[max(0, start - 4) : start] == "The ":
        return start - 4, end
    return start, end


def _meant(reading: Reading, hit: Hit, present: set[str]) -> Way | None:
    """Which of the possible readings of a known name holds here; None when it is a common word or another name."""
    surface = reading.text[hit.start : hit.end]
    ways = [w for w in hit.ways if w.free or w.target.key in present or w.kind in ("adjective", "metonym", "ambiguous")]
    own = [w for w in ways if w.target.record]
    ways = own or ways
    if len({w.target.key for w in ways}) > 1:
        ways = [w for w in ways if w.target.key in present] or ([] if surface.isupper() and len(surface) < 4 else ways)
        ways.sort(key=lambda w: (w.kind not in ("full", "acronym"), w.kind == "former", w.target.key == "country/eu"))
    if not ways:
        return None
    way = ways[0]
    if " " not in surface and way.kind == "full" and not _is_name_here(reading, hit, way):
        return None
    after = reading.text[hit.end : hit.end + 30]
    if way.target.kind != "person" and re.match(r"(?: [A-Z]\w+)? (?:Declaration|Resolution|Initiative|Agreement|Act)\b", after):
        return None
    if way.target.kind == "person" and hit.edits and " " not in surface:
        return None
    return way


def _is_name_here(reading: Reading, hit: Hit, way: Way) -> bool:
    """A single word that is also a common word or a place counts only where it is used as a name."""
    surface = reading.text[hit.start : hit.end]
    if way.target.record or way.target.key.startswith("country/"):
        return True
    token = reading.token(hit.start)
    if surface.isupper() and len(surface) > 2:
        return True
    if surface[:1].isupper() and not surface.isupper() and way.target.name.isupper():
        return False  # "Impact" is not IMPACT
    before = reading.text[max(0, hit.start - 12) : hit.start].casefold()
    if re.search(r"\b(?:in|at|near|from|town of|city of)\s+$", before) and way.target.name.casefold() != surface.casefold():
        return False  # Kimberley, the town
    starts_sentence = reading.sentence(hit.start).start_char == hit.start
    return not starts_sentence or token.ent_type_ in ("ORG", "PERSON", "GPE", "NORP") or token.pos_ == "PROPN"


def _explain(actor: Actor, way: Way, hit: Hit, reading: Reading) -> None:
    words = reading.text[hit.start : hit.end]
    if way.learnt:
        why = f"You wrote '{words}' as '{way.target.name}' before."
    elif hit.edits or way.kind == "misspelling":
        why = f"'{words}' read as '{way.target.name}': the spelling differs a little."
    elif way.target.record:
        why = f"'{words}' is in this case."
    elif way.kind == "former":
        why = f"'{words}' is a former name of {way.target.name} in the reference list."
    elif way.kind == "acronym":
        why = f"'{words}' stands for {way.target.name} in the reference list."
    else:
        why = f"'{words}' is in the reference list."
    if why not in actor.why:
        actor.why.append(why)


def _unknown(reading: Reading) -> list[tuple[int, int, str]]:
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
    found += [(m.start("name"), m.end("name"), "person") for m in _PROFILED.finditer(text) if not set(fold(m["name"]).split()) & (BODY_NOUNS | _OPENERS)]
    found += [(m.start(), m.end(), "body") for m in _BODY.finditer(text)]
    trimmed = []
    for start, end, label in found:
        start, end = _trim(text, start, end)
        while label == "person" and (role := _ROLE_WORD.match(text, start, end)) and role[1].casefold() in PERSON_NOUNS | _RANKS:
            start = role.end()
        words = text[start:end]
        if _THING.search(words) or (words.isupper() and label == "person" and reading.is_headline(start)) or _FRAME.match(reading.line_text(reading.line(start))):
            continue
        if end - start < 2 or not any(c.isupper() for c in words) or fold(words) in _NOISE or not words[0].isalpha():
            continue
        last = words.split()[-1].casefold()
        if last in STRONG_MEETINGS or (last in MEETING_NOUNS and label == "body" and last not in ("forum", "assembly", "congress")):
            continue
        if label == "person" and any(w.casefold().strip(".") in PERSON_NOUNS or w.casefold() in BODY_NOUNS for w in words.split()):
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
    return re.match(r",? (?:who|said|says|told|added)\b", after) is not None or (is_subject(token) and token.head.tag_ in ("VBD", "VBZ") and token.dep_ != "nsubj:pass" and base(token.head) in _SPEECH)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Without titles, articles, possessive endings, quotation marks and brackets."""
    words = text[start:end]
    if lead := _LEAD.match(words):
        start += lead.end()
    words = text[start:end]
    words = re.sub(r"(?:['’]s|['’])$", "", words).rstrip(" ,.;:\"“”()'’")
    if words.endswith((" Ltd", " Inc", " Corp", " J", " St")) and text[start + len(words) : start + len(words) + 1] == ".":
        words += "."
    while re.search(r"\w-$", text[max(0, start - 2) : start]) and (whole := re.search(r"[A-Z]\w*-$", text[:start])):
        start = whole.start()
        words = text[start:end].rstrip(" ,.;:\"“”()'’")
    if (tail := re.match(r"-[A-Z]\w+", text[start + len(words) :])) is not None:
        words += tail[0]
    lead_marks = len(words) - len(words.lstrip(" \"“”'‘’("))
    return start + lead_marks, start + len(words)


def _place(reading: Reading, cast: Cast, start: int, end: int, label: str, countries: list[tuple[int, int, Way]]) -> None:
    words = reading.text[start:end]
    inside = [c for c in countries if c[0] < end and start < c[1]]
    if any(s <= start and end <= e for s, e, _ in inside):
        return  # only a country
    if inside and re.fullmatch(r"(?:the )?(?:\w+ )?(?:Kingdom|Republic|State|Commonwealth|Federation|Union|Government) of (?:the )?", words[: max(0, inside[0][0] - start)], re.IGNORECASE):
        return
    if label == "person":
        actor = _person(cast, words, reading)
    elif words.isupper() and " " not in words and reading.is_headline(start) and len(words) > 5:
        return
    elif " " not in words and words.casefold() in BODY_NOUNS | MINISTRY_NOUNS:
        actor = _last_with(cast, words, start)
    else:
        actor = cast.add(Actor(key=f"body/{fold(words)}", name=words, kind=body_kind(words, reading, start, end)))
        actor.why = actor.why or [f"'{words}' is written like the name of a body."]
    if actor is None:
        return
    cast.mention(actor, start, end)
    if label == "body":
        for item in inside:
            countries.remove(item)


def _last_with(cast: Cast, word: str, at: int) -> Actor | None:
    """The body named last before whose name holds this word: "Council" after "World Diamond Council"."""
    named = [(s, a) for s, _, a in cast.places() if s < at and a.kind != "person" and word.casefold() in fold(a.name).split()]
    return named[-1][1] if named else None


def _person(cast: Cast, words: str, reading: Reading) -> Actor | None:
    """A full name makes a person; a surname alone means the person who bears it."""
    parts = fold(words).split()
    people = cast.of_kind("person")
    if len(parts) == 1:
        bearers = [p for p in people if p.named and fold(p.name).split()[-1] == parts[0]]
        if bearers:
            return bearers[-1]
    for person in people:
        if fold(person.name) == fold(words):
            return person
    if len(parts) == 1 and reading.reference is not None:
        listed = [w for w in reading.gazetteer.ways if w.target.kind == "person" and fold(w.text).split()[-1] == parts[0]]
        if len({w.target.key for w in listed}) == 1:
            actor = actor_of(cast, listed[0].target)
            actor.why = actor.why or [f"'{words}' read as {listed[0].target.name}, the only one of that name in the lists."]
            return actor
    actor = cast.add(Actor(key=f"person/?{fold(words)}", name=words, kind="person", score=0.75 if len(parts) > 1 else 0.5))
    actor.why = actor.why or [f"'{words}' is written like a person's name."]
    return actor


def _join_variants(cast: Cast, reading: Reading) -> None:
    """Persons with one surname whose first names are one letter apart, or of which one is longer, are one; surnames join."""
    apart = reading.known.not_the_same
    people = [a for a in cast.of_kind("person") if a.named]
    for one in sorted(people, key=lambda a: (a.target is None, -len(a.name))):
        for other in people:
            if one is other or one.key not in cast.actors or other.key not in cast.actors:
                continue
            if frozenset((one.name, other.name)) in apart or (one.target and other.target):
                continue
            a, b = fold(one.name).split(), fold(other.name).split()
            if len(b) == 1 and len(a) > 1 and b[0] in (a[-1], a[0] if len(b[0]) > 3 else ""):
                cast.merge(one, other, f"'{other.name}' is short for {one.name}.")
            elif len(a) > 1 and len(b) > 1 and _same_person(a, b):
                cast.merge(one, other, f"'{other.name}' and '{one.name}' are spelt almost alike.")
    if reading.match is None:
        return
    for actor in [a for a in cast.actors.values() if a.named and a.target is None]:
        for its_id, name, score, why in reading.match(actor.name)[:1]:
            target = next((w.target for w in reading.gazetteer.ways if w.target.record == its_id), None)
            if target is None or score < 0.88 or frozenset((actor.name, name)) in apart or target.kind != actor.kind:
                continue
            known = actor_of(cast, target)
            cast.merge(known, actor, why)


def _same_person(a: list[str], b: list[str]) -> bool:
    if a[-1] == b[-1]:
        first = sorted((a[0], b[0]), key=len)
        return a[0] == b[0] or (len(first[0]) == 1 and first[1][0] == first[0]) or (len(first[0]) > 2 and _one_off(a[0], b[0]))
    return a[0] == b[0] and len(a) == len(b) == 2 and len(a[-1]) > 4 and _one_off(a[-1], b[-1])


def _one_off(a: str, b: str) -> bool:
    from kpdesk.extract.gazetteer import _one_edit

    return a[0] == b[0] and _one_edit(a, b)


def _brackets(reading: Reading, cast: Cast) -> None:
    """ "Name (ABC)" gives the name an acronym; "ABC (Name)" too."""
    for start, end, actor in list(cast.places()):
        match = _BRACKET.match(reading.text, end)
        if match is None:
            continue
        place = match.span("short")
        other = cast.at(*place)
        if other is not None and other is not actor:
            if other.target is None and _fits(match["short"], actor.name, reading.text[start:end]):
                cast.merge(actor, other, f"'{match['short']}' stands in brackets after '{reading.text[start:end]}'.")
        elif other is None and _fits(match["short"], actor.name, reading.text[start:end]):
            cast.mention(actor, *place)
            actor.why.append(f"'{match['short']}' stands in brackets after '{reading.text[start:end]}'.")


def _fits(short: str, name: str, words: str) -> bool:
    letters = [w[0] for w in re.findall(r"\w+", words)] + [w[0] for w in re.findall(r"\w+", name)]
    upper = {c.casefold() for c in short if c.isupper()}
    return len(short) >= 2 and len(upper & {c.casefold() for c in letters}) >= max(1, len(upper) - 1)


def initials(name: str) -> str:
    return "".join(w[0] for w in re.findall(r"\w+", name) if w.casefold() not in ("of", "the", "for", "and", "on", "in", "s")).upper()


def _join_acronyms(cast: Cast) -> None:
    """An acronym that nobody explained belongs to the one full name with its letters."""
    for actor in [a for a in cast.actors.values() if a.target is None and a.name.isupper() and " " not in a.name]:
        full = [a for a in cast.actors.values() if a is not actor and a.kind != "person" and " " in a.name and initials(a.name) == actor.name]
        if len(full) == 1:
            cast.merge(full[0], actor, f"'{actor.name}' are the first letters of '{full[0].name}'.")


def _repeats(reading: Reading, cast: Cast) -> None:
    """Every other place where a name of the cast stands as a whole."""
    text = reading.text
    for actor in list(cast.actors.values()):
        surfaces = sorted(actor.surfaces, key=len, reverse=True)
        if actor.kind == "person" and actor.named and " " in actor.name:
            surname = actor.name.split()[-1]
            bearers = [a for a in cast.of_kind("person") if a.name.split()[-1] == surname]
            if len(bearers) == 1 and len(surname) > 2 and surname not in surfaces:
                surfaces.append(surname)
        for words in surfaces:
            if not words[:1].isupper():
                continue
            for match in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text):
                if not cast.overlaps(*match.span()):
                    cast.mention(actor, *match.span())


def _drop_asides(reading: Reading, cast: Cast) -> None:
    """One-word bodies that only the model saw, and that do nothing in the text, are no actors."""
    for actor in list(cast.actors.values()):
        if actor.target is None and actor.kind != "person" and all(" " not in s for s in actor.surfaces):
            acts = any(is_subject(t) and t.head.pos_ in ("VERB", "AUX") and t.dep_ != "nsubj:pass" for s, _ in actor.mentions if (t := reading.token(s)))
            if not acts:
                cast.remove(actor)


def _rejected(actor: Actor, reading: Reading) -> bool:
    """Names that a person rejected, and single capitalised words seen once that nothing speaks for."""
    names = {actor.name.casefold(), *(s.casefold() for s in actor.surfaces)}
    if names & reading.known.rejected_names and (actor.target is None or actor.target.record is None):
        return True
    return not actor.mentions


def commonest(actor: Actor) -> str:
    """The best way the text itself writes the actor: the longest of its frequent forms."""
    if not actor.surfaces:
        return actor.name
    counts = Counter(actor.surfaces)
    capital = [s for s in counts if s[:1].isupper() and not (s.isupper() and len(s) > 6)] or list(counts)
    return max(capital, key=lambda s: (min(len(s.split()), 4), counts[s], len(s)))
