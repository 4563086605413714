"""Countries as actors: where a country, its capital or its adjective acts or speaks, not where it is a place."""

from __future__ import annotations

import re
from collections import Counter

from spacy.tokens import Token

from kpdesk.extract.cast import Actor, Cast
from kpdesk.extract.gazetteer import Target, Way
from kpdesk.extract.grammar import base, first_conjunct, is_subject, preposition
from kpdesk.extract.known_names import actor_of
from kpdesk.extract.reading import Reading
from kpdesk.extract.reference import Entry, Reference, fold
from kpdesk.extract.words import GOVERNMENT_NOUNS, ROLE_NOUNS, each

_PLACES = each("in at near from to into across inside outside within around through over throughout")
_OWNED = each(
    "request proposal demand call refusal decision objection position stance delegation government authorities "
    "veto opposition support offer plan failure appeal bid letter representative delegate minister ministry "
    "side response reaction vote candidacy chairmanship suspension expulsion removal readmission "
    "envoy ambassador negotiator negotiators diplomat diplomats official officials delegates ministers representatives "
    "man woman team attempt move push threat insistence resistance wish draft motion text paper reservations bid"
)
_AFFECTED = each(
    "tell urge ask accuse suspend remove drop ban expel exclude bar criticise criticize condemn blame praise "
    "allow give readmit admit invite back support oppose warn press call name join sanction let defend elect"
)
_VERDICTS = each("suspension expulsion removal readmission immediate government delegation")
# Houses by which a government is named.
_RESIDENCES = {"kremlin": "RU", "white house": "US", "downing street": "GB", "whitehall": "GB"}
_OFFICE = re.compile(
    r"(?:['’]s)? (?:(?!and\b)[a-z]+ ){0,3}(?P<office>ministry|department|parliament|army|police|embassy|cabinet|treasury|customs|central bank)\b"
)
_GOVERNMENT_OF = re.compile(r"(?:[Tt]he )?(?:[Gg]overnment|[Aa]uthorities|[Dd]elegation) of (?:the )?$")
_STYLE = re.compile(
    r"(?:[Tt]he )?(?:(?:Bolivarian|Islamic|Federal|Democratic|Plurinational) )?(?:Kingdom|Republic|State|Commonwealth|Federation|Union) of (?:the )?$"
)
_STATE_NOUN = re.compile(r"(?P<gap>(?:['’]s)? (?:[a-z-]+ )??)(?P<noun>[A-Za-z]+)")


def add(reading: Reading, cast: Cast, places: list[tuple[int, int, Way]]) -> None:
    """Put the countries that act into the cast, with every mention of theirs; those only passed through stay out."""
    named = Counter(w.target.key for _, _, w in places if w.free)
    acting: dict[str, Actor] = {}
    passing: list[tuple[int, int, Target]] = []
    for start, end, way in sorted(places, key=lambda p: (p[0], p[1])):
        target = _resolve(reading, way, named)
        if target is None:
            continue
        stretch, acts = _deed(reading, start, end, way)
        if acts:
            actor = acting.setdefault(target.key, actor_of(cast, target))
            actor.acts = True
            _note(cast, actor, way, stretch, reading)
        elif way.free:
            passing.append((*stretch, target))
    _offices(reading, cast, places)
    for city in _capitals(reading, cast):
        start, end, target = city
        actor = acting.setdefault(target.key, actor_of(cast, target))
        actor.acts = True
        cast.mention(actor, start, end, surface=False)
        actor.why.append(f"'{reading.text[start:end]}' acts here: the capital stands for the government.")
    for start, end, target in _peoples(reading, cast):
        actor = acting.setdefault(target.key, actor_of(cast, target))
        actor.acts = True
        cast.mention(actor, start, end, surface=False)
        actor.why.append(f"'{reading.text[start:end]}' act here: the people stand for the government.")
    for start, end, target in passing:
        cast.mention(acting.get(target.key) or actor_of(cast, target), start, end)


def _peoples(reading: Reading, cast: Cast) -> list[tuple[int, int, Target]]:
    """ "The Americans want him freed": a people that acts stands for its government."""
    if reading.reference is None:
        return []
    targets = {
        w.target.reference or w.target.key: w.target for w in reading.gazetteer.ways if w.target.kind == "government"
    }
    found = []
    for match in _PEOPLE.finditer(reading.text):
        entries = reading.reference.adjectives.get(fold(match["one"]), ())
        if len(entries) != 1 or entries[0].key not in targets or cast.overlaps(*match.span()):
            continue
        token = reading.token(match.start("one"))
        if acts_here(token) or _before_verb(reading, match.start("one"), match.end()):
            found.append((match.start(), match.end(), targets[entries[0].key]))
    return found


_PEOPLE = re.compile(r"\b[Tt]he (?P<one>[A-Z][a-z]+(?:an|i))s\b")


def _offices(reading: Reading, cast: Cast, places: list[tuple[int, int, Way]]) -> None:
    """ "Congo's mines ministry", "the Zimbabwean parliament": a body of the government with no name of its own."""
    for start, end, way in places:
        match = _OFFICE.match(reading.text, end)
        if match is None or cast.covering(match.start("office")) is not None:
            continue
        words = reading.text[start : match.end()]
        actor = cast.add(
            Actor(key=f"body/{fold(words)}", name=words, kind="government", country=way.target.country, score=0.65)
        )
        actor.why = actor.why or [f"'{words}' is an office of a government."]
        for place in [p for p in ((start, end),) if cast.at(*p) is not None]:
            cast.release(*place)
        cast.mention(actor, start, match.end())


def _note(cast: Cast, actor: Actor, way: Way, stretch: tuple[int, int], reading: Reading) -> None:
    words = reading.text[stretch[0] : stretch[1]]
    cast.mention(actor, *stretch, surface=way.free and way.kind != "adjective")
    if way.kind in ("adjective", "ambiguous"):
        why = f"'{words}' acts here: the adjective stands for the government of {way.target.name}."
    elif way.kind == "metonym":
        why = f"'{words}' acts here: the capital stands for the government."
    else:
        why = f"'{words}' acts or speaks here."
    if why not in actor.why:
        actor.why.append(why)


def _resolve(reading: Reading, way: Way, named: Counter[str]) -> Target | None:
    """Whom an ambiguous name means: the one of its countries that the text names in full."""
    if way.kind != "ambiguous" and not (
        way.kind == "adjective" and reading.reference and len(reading.reference.adjectives.get(fold(way.text), ())) > 1
    ):
        return way.target
    candidates: list[str] = []
    if reading.reference is not None:
        candidates = [e.key for e in reading.reference.adjectives.get(fold(way.text), ())]
        candidates += [e.key for e, _ in reading.reference.by_name.get(fold(way.text), ())]
    present = sorted({k for k in candidates if named[k]}, key=lambda k: -named[k])
    if not present:
        present = [k for k in candidates if k == "country/cd"]  # plain "Congo" is Kinshasa's in the press of the trade
    if not present:
        return None
    return next((w.target for w in reading.gazetteer.ways if w.target.key == present[0]), None)


def _deed(reading: Reading, start: int, end: int, way: Way) -> tuple[tuple[int, int], bool]:
    """The characters that mean the government, and whether it acts or is acted upon there."""
    text = reading.text
    if way.free and (styled := _STYLE.search(text[max(0, start - 45) : start])) is not None:
        start -= len(styled[0])
    if way.free and (owner := _GOVERNMENT_OF.search(text[max(0, start - 40) : start])) is not None:
        return (start - len(owner[0]), end), True
    match = _STATE_NOUN.match(text, end)
    noun = match["noun"].casefold() if match else ""
    owned = text[end : end + 2] in ("'s", "’s")
    if (
        match
        and noun in GOVERNMENT_NOUNS
        and (way.kind in ("adjective", "ambiguous") or owned or noun in ("government", "authorities", "delegation"))
    ):
        first = start - 4 if text[max(0, start - 4) : start].casefold() == "the " else start
        return (first, match.end()), True
    if way.kind in ("adjective", "ambiguous") and way.text.casefold() not in (fold(n) for n in ("Congo",)):
        return (start, end), False
    head = _head(reading, start, end)
    if owned and match and noun in _OWNED:
        return (start, end), True
    if way.free and re.match(r", which (?!is\b|are\b|lies\b)", text[end : end + 12]):
        return (start, end), True
    acts = (
        acts_here(head)
        or _before_verb(reading, start, end)
        or re.search(r"\bincluding (?:the )?$", text[max(0, start - 14) : start]) is not None
    )
    if way.kind == "metonym":
        acts = acts and is_subject(first_conjunct(head))
    return (start, end), acts


def _head(reading: Reading, start: int, end: int) -> Token:
    span = reading.span(start, end)
    return span.root if len(span) else reading.token(start)


def acts_here(head: Token) -> bool:
    """Whether a country's name stands where an actor stands: subject, agent, addressee, the one decided about."""
    top = first_conjunct(head)
    if is_subject(top):
        return True
    case = preposition(top)
    if top.dep_ in ("obl:agent",) or case == "by":
        return True
    if top.dep_ in ("obj", "iobj") and base(top.head) in _AFFECTED:
        return True
    if top.dep_ == "nmod:poss" and base(top.head) in _OWNED:
        return True
    if top.dep_ in ("nmod", "obl") and case in (
        "of",
        "for",
        "against",
        "on",
        "with",
        "between",
        "among",
        "including",
        "like",
        "such as",
    ):
        return base(top.head) in _OWNED | _AFFECTED | GOVERNMENT_NOUNS
    return top.dep_ in ("nmod", "obl", "appos") and case in ("including", "such as", "like")


_LISTED = re.compile(
    r"(?:,? (?:and|or|as well as) |, )(?:the |most |other |some )*[A-Z][\w’'.-]*(?: (?:of (?:the )?)?[A-Z][\w’'.-]*| countries| nations| states){0,4}|(?:,? (?:and|or) |, )(?:most |many |several |some )?other (?:[A-Z][a-z]+ )?(?:countries|nations|states|members|producers|governments|participants)"
)
_LONGEST_LIST = 1500  # characters in which the verb behind a list of names is looked for
_BEFORE = re.compile(
    r"(?:^|[.;:,“\"”—–(]|\b(?:and|but|while|that|because|as|though|although|when|since|if|after|before|where))\s*(?:[Tt]he )?$"
)


_ASIDE = re.compile(
    r"(?: \([A-Z]+\))?, (?:the|a|an|its|it|he|she|they|sources|according|for (?:its|their) part)\b[^,.;]{0,45},(?= [a-z])"
)


def _before_verb(reading: Reading, start: int, end: int) -> bool:
    """Whether the name, or the list of names that it belongs to, stands at the head of a clause, right before its verb."""
    text = reading.text
    sentence = reading.sentence(start)
    head = text[sentence.start_char : start]
    while listed := re.search(
        r"(?:[A-Z][\w’'.-]*(?: (?:of (?:the )?)?[A-Z][\w’'.-]*){0,3})(?:, | and |, and )(?:the )?$", head
    ):
        head = head[: listed.start()]
    bare = re.sub(r"\s*\b[Tt]he\s*$", "", head).rstrip()
    if bare and _BEFORE.search(bare) is None:
        return False
    at = end
    while at < end + _LONGEST_LIST and (listed := _LISTED.match(text, at)):
        at = listed.end()
    if (aside := _ASIDE.match(text, at)) is not None:
        at = aside.end()
    after = re.match(r",? ?(?:also |then |still |again |which |jointly |both |all )*", text[at:])
    at += after.end() if after else 0
    if at >= len(text) or text[at] == "\n":
        return False
    token = reading.token(at)
    return token.tag_ in ("VBD", "VBZ", "VBP", "MD") and token.idx == at


def _capitals(reading: Reading, cast: Cast) -> list[tuple[int, int, Target]]:
    """Capitals that act: "Harare rejected the text", "Kyiv's request"; then every place where such a capital is named.

    Not "in Harare", nor at the head of a dispatch.
    """
    if reading.reference is None:
        return []
    seats = _seats(reading.reference)
    named: list[tuple[int, int, Entry]] = []
    acting: set[str] = set()
    for token in reading.doc:
        if token.pos_ != "PROPN" or (token.text.isupper() and len(token.text) > 3):
            continue
        start, end, entry = _seat(token, seats)
        if entry is None or cast.covering(start) is not None:
            continue
        city = reading.dateline_city
        if city is not None and city[1] <= start < city[2]:
            continue
        if re.search(rf"\b(?:{'|'.join(_PLACES)})\s+(?:the )?$", reading.text[max(0, start - 14) : start].casefold()):
            continue
        named.append((start, end, entry))
        if _seat_acts(reading, token, start, end):
            acting.add(entry.key)
    targets = {
        w.target.reference or w.target.key: w.target
        for w in reading.gazetteer.ways
        if w.target.kind in ("government", "intergovernmental")
    }
    return [(s, e, targets[x.key]) for s, e, x in named if x.key in acting and x.key in targets]


def _owns_person(token: Token) -> bool:
    """ "Harare's Obert Mpofu", "Ottawa's KP chairman"."""
    head = token.head
    if token.dep_ != "nmod:poss" or head.i < token.i:
        return False
    if head.pos_ == "NOUN":
        return base(head) in ROLE_NOUNS
    return (head.dep_ == "flat" or any(c.dep_ == "flat" for c in head.children)) and head.text[:1].isupper()


def _seats(listed: Reference) -> dict[str, Entry]:
    """Capitals and seats of government by folded name."""
    seats: dict[str, Entry] = {}
    for entry in listed.section("countries"):
        for city in entry.facts.get("capitals", ()):
            seats[fold(city)] = entry
        for name in entry.names:
            if name.kind == "metonym":
                seats[fold(name.text)] = entry
    for name, code in _RESIDENCES.items():
        if (entry := listed.country(code)) is not None:
            seats[name] = entry
    return seats


def _seat(token: Token, seats: dict[str, Entry]) -> tuple[int, int, Entry | None]:
    """The seat of government whose last word a token is."""
    end = token.idx + len(token.text)
    if token.i and (entry := seats.get(fold(f"{token.nbor(-1).text} {token.text}"))) is not None:
        return token.nbor(-1).idx, end, entry
    return token.idx, end, seats.get(fold(token.text))


def _seat_acts(reading: Reading, token: Token, start: int, end: int) -> bool:
    """Whether a capital stands where only a government can: doing, owning a request, decided about."""
    after = _STATE_NOUN.match(reading.text, end)
    if reading.text[end : end + 2] in ("'s", "’s"):
        return (after is not None and after["noun"].casefold() in _OWNED | _VERDICTS) or _owns_person(token)
    top = first_conjunct(token)
    if is_subject(top):
        return (
            top.head.pos_ in ("VERB", "ADJ", "NOUN")
            and base(top.head) not in ("be", "lie", "host", "see")
            and not preposition(token)
        )
    if top.dep_ in ("obj", "iobj") and base(top.head) in _AFFECTED:
        return True
    return _before_verb(reading, start, end)
