"""Roles and affiliations: titles before a name, appositions after it, "of", "who heads", and possessives."""

from __future__ import annotations

import re
from collections import Counter

from kpdesk.extract import belonging
from kpdesk.extract.cast import Actor, Cast
from kpdesk.extract.reading import Reading
from kpdesk.extract.reference import fold
from kpdesk.extract.words import CHAIR_ROLES, GOVERNMENT_ROLES, ROLE_NOUNS, each

_ROLE = (
    r"(?<!\w)(?:(?!(?:by|the|a|an|and|of|to|was|were|is|are|has|had|said|says|told|for|with|from|in|on|at|that|who|which|its|their|his|her|as|but|when|after|while|where|because|under|against|between|into|Mr|Mrs|Ms|Dr)\b)[A-Za-z'’&-]+ ){0,4}?(?:(?:vice|co|deputy|ex|vice-)-)?(?:"
    + "|".join(
        sorted(
            (
                re.escape(w)
                for w in ROLE_NOUNS | {"focal point", "spokesperson", "vice president", "vice-chair", "counsel"}
            ),
            key=len,
            reverse=True,
        )
    )
    + r")(?: (?:general|elect|in charge))?"
)
_SENTENCE_ROLE = re.compile(rf"^{_ROLE}$", re.IGNORECASE)
_P, _B = (
    "\ue000",
    "\ue001",
)  # one character each for the person in question and for a body, so that patterns can name them
_TITLES = r"(?:(?:Mr|Mrs|Ms|Mme|Dr|Prof|Hon|His Excellency|Her Excellency)\.? )?"
_BODY = _B + r"\d+;"
_REL = r"(?:of|for|at|from|with|in)"
_DET = r"(?:then |now |also )?(?:the |a |an |its |his |her |their )?"
_RULES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern, re.IGNORECASE))
    for name, pattern in (
        ("title", rf"(?P<b>{_BODY})(?:['’]s)? (?P<r>{_ROLE}),? {_TITLES}{_P}"),
        ("title_for", rf"(?P<b>{_BODY})(?:['’]s)? (?P<r>{_ROLE} (?:for|of) [a-z ]{{3,30}}?),? {_TITLES}{_P}"),
        ("after_of", rf"{_P}(?: \([^)]*\))?,? (?:{_DET})(?P<r>{_ROLE}) (?:{_REL}|to) (?:the )?(?P<b>{_BODY})"),
        ("after_title", rf"{_P}(?: \([^)]*\))?,? {_DET}(?P<b>{_BODY})(?:['’]s)? (?P<r>{_ROLE})\b"),
        ("after_comma", rf"{_P},? (?P<r>{_ROLE})[,]? (?P<b>{_BODY})"),
        (
            "member",
            rf"{_P}, (?:{_DET})(?P<r>(?:[a-z-]+ )*(?:official|officer|member|adviser|advisor|lawyer|employee|delegate|campaigner|activist|researcher|analyst)) (?:at|of|for|in|with) (?P<b>{_BODY})",
        ),
        (
            "heads",
            rf"{_P}, (?:the (?P<r>[A-Za-z -]{{3,30}}) )?who (?:also )?(?:heads|leads|runs|chairs|founded|directs|represents|works for|speaks for|coordinates|co-ordinates)\s(?:the )?(?P<b>{_BODY})",
        ),
        ("title_of", rf"(?P<r>{_ROLE}) {_REL} (?:the )?(?P<b>{_BODY})(?:[^.;,]{{0,20}})?,? {_TITLES}{_P}"),
        ("body_of", rf"(?P<b>{_BODY}) of (?P<r>{_ROLE} )?{_TITLES}{_P}"),
        (
            "of_body",
            rf"{_P} (?:of|from) (?:the )?(?:[A-Za-z]+ (?:group|charity|NGO|campaign group|organi[sz]ation|company|miner|lobby) )?(?P<b>{_BODY})",
        ),
        (
            "led_by",
            rf"(?P<b>{_BODY})(?: \([^)]*\))?,? (?:now |then |whose \w+ (?:was|is|were) )?(?:chaired|led|headed|run|founded|directed) by {_TITLES}{_P}",
        ),
        ("whose", rf"{_P}, whose (?P<b>{_BODY})"),
        ("whose_own", rf"(?P<b>{_BODY})(?: \([^)]*\))?, whose (?:(?P<r>{_ROLE}),? )?{_TITLES}{_P}"),
        (
            "now_with",
            rf"{_P}, (?:now |then |today |formerly |once |most recently )?(?:with|at|of|from|for) (?P<b>{_BODY})",
        ),
        ("dash", rf"{_P} ?[-–—]+ ?(?:(?P<r>{_ROLE})(?: {_REL})? )?(?P<b>{_BODY}) ?(?:[-–—]|$|[.,])"),
        (
            "works_for",
            rf"{_P},? (?:[^,.;]{{0,40}} ?who |who )?(?:also |still |now )?(?:follows|monitors|teaches|works|lectures|speaks|campaigns|lobbies|writes|sits|serves|tracks|covers|digs|sorts|trades|consults)[^,.;]{{0,45}}? (?:for|at|with|on) (?:the )?(?P<b>{_BODY})",
        ),
        ("bracket", rf"{_P} \((?P<b>{_BODY})\)"),
        ("possessive", rf"(?P<b>{_BODY})['’]s {_TITLES}{_P}"),
        ("said_role", rf"{_P}, (?P<r>{_ROLE}) \((?P<b>{_BODY})\)"),
        ("comma_body", rf"{_P}, (?:the )?(?P<b>{_BODY})(?=,| said| told)"),
        ("juxtaposed", rf"(?P<b>{_BODY}) {_TITLES}{_P}(?= (?:said|told|added|stated))"),
    )
)
_BARE: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern, re.IGNORECASE))
    for name, pattern in (
        (
            "title_alone",
            rf"(?:^|[\s,.;:“\"(])(?:the |a |an |its |their |former |current )?(?P<r>{_ROLE}),? {_TITLES}{_P}",
        ),
        (
            "apposition",
            rf"{_P}, (?:the |a |an |its |their )?(?P<r>{_ROLE}(?: (?:of|for|at|on|in) [^,.;]{{3,60}}?)?)(?=,|\.|$| who| said)",
        ),
        ("point", rf"(?:the )?(?:so-called )?(?P<r>(?:local |national )?focal point[^,.;]{{0,70}}), {_P}"),
        (
            "who",
            rf"{_P}, who (?P<r>(?:sells|runs|owns|heads|leads|chairs|manages|teaches|works|trades|buys|cuts|digs|mines|farms|edits|represents)[^,.;]{{3,60}}?)(?=,|\.)",
        ),
    )
)
_PRONOUN_ROLE = re.compile(
    rf"\b(?P<poss>its|their|the (?:group|organi[sz]ation|council|coalition|company|body|ngo|charity|firm|association|watchdog|network|campaign|ministry|union)['’]s) (?P<r>{_ROLE}),? {_TITLES}{_P}",
    re.IGNORECASE,
)
_MINISTER = re.compile(
    r"(?P<topic>[A-Z][a-z]+)(?: and [A-Z][a-z]+)? Minister|[Mm]inister (?:of|for) (?P<topic2>[A-Za-z]+)"
)


def add(reading: Reading, cast: Cast) -> None:
    """Fill role and affiliation of every named person from the sentences around its full mentions."""
    people = [a for a in cast.of_kind("person") if a.named]
    for person in people:
        places = sorted(person.mentions, key=lambda m: (-(m[1] - m[0]), m[0]))
        for start, end in places[:6]:
            _read(reading, cast, person, start, end)
            if person.affiliation is not None and person.role:
                break
        _finish(reading, cast, person)


def _read(reading: Reading, cast: Cast, person: Actor, start: int, end: int) -> None:
    sentence = reading.sentence(start)
    first, last = max(sentence.start_char, start - 220), min(sentence.end_char, end + 220)
    shown, bodies = _masked(reading, cast, first, last, person, start)
    for _, pattern in _RULES:
        match = pattern.search(shown)
        if match is None:
            continue
        body = bodies[int(re.sub(r"\D", "", match["b"]))]
        role = match.groupdict().get("r")
        if body is person or (role is not None and (_is_verb(role) or _privately(role, body))):
            continue
        if person.affiliation is None or (
            person.affiliation.kind == "government" and body.kind != "government" and role
        ):
            person.affiliation = body
        if role and not person.role:
            person.role = _clean_role(role)
        person.role_evidence = person.role_evidence or _stretch(reading, match, start, shown, first)
        if person.role and person.affiliation:
            break
    _from_around(reading, cast, person, start, end, shown)
    if not person.role:
        for _, pattern in _BARE:
            match = pattern.search(shown)
            if match is not None and not _is_verb(match["r"]):
                person.role = _clean_role(_unmask(match["r"], bodies))
                person.role_evidence = person.role_evidence or _stretch(reading, match, start, shown, first)
                break


def _from_around(reading: Reading, cast: Cast, person: Actor, start: int, end: int, shown: str) -> None:
    """What no pattern tells: "its director", offices by the parse, "his group, the Centre"."""
    if person.affiliation is None and (match := _PRONOUN_ROLE.search(shown)):
        owner = _last_body(cast, start)
        if owner is not None:
            person.affiliation, person.role = owner, person.role or _clean_role(match["r"])
    if person.affiliation is None and re.search(
        rf"\b(?:its|their) {_P}|{_P}, (?:its|their) (?:\w+ )?{_ROLE}\b", shown, re.IGNORECASE
    ):
        person.affiliation = _last_body(cast, start)
    if person.affiliation is None and (found := belonging.find(reading, cast, person, start, end)) is not None:
        person.affiliation, role, place = found
        if not person.role and not _is_verb(role) and _SENTENCE_ROLE.search(_clean_role(role)):
            person.role, person.role_evidence = _clean_role(role), place
    if person.affiliation is None:
        person.affiliation = _his_own(reading, cast, person, end)


_HIS_OWN = re.compile(
    r"\b(?:[Hh]is|[Hh]er|[Ww]hose) (?:own |present |current )?(?:\w+ )?(?:group|organi[sz]ation|ngo|NGO|employer|company|firm|union|council|charity|network|institute|association|party|ministry|outfit|lobby|paper|newspaper|cooperative|coalition)(?:,| is| -| –| \()? (?:the )?$"
    r"|\b(?:He|She) (?:also |now |still )?(?:chairs|heads|leads|runs|represents|directs|co-?ordinates|founded|(?:works|speaks|campaigns) (?:for|at)|(?:serves|sits) on|belongs to) (?:the )?$"
)


def _his_own(reading: Reading, cast: Cast, person: Actor, end: int) -> Actor | None:
    """ "His group, the Centre for Research": the body named as that of the person spoken of last."""
    for start, _, actor in cast.within(end, end + 320):
        if actor.kind == "person" and actor is not person:
            return None
        if actor.kind not in ("person", "group") and _HIS_OWN.search(reading.text, max(0, start - 60), start):
            return actor
    return None


def _masked(reading: Reading, cast: Cast, first: int, last: int, person: Actor, at: int) -> tuple[str, list[Actor]]:
    """The sentence with the person as one sign and every body as a numbered sign."""
    out, bodies, place = [], [], first
    for start, end, actor in cast.within(first, last):
        if start < place:
            continue
        words = reading.text[start:end]
        if actor is person and start == at:
            sign = _P
        elif (actor.kind not in ("person", "group") and (words[:1].isupper() or (actor.named and " " in words))) or (
            actor.kind == "government" and actor.key.startswith("group/")
        ):
            sign = f"{_B}{len(bodies)};"
            bodies.append(actor)
        else:
            continue
        out += [reading.text[place:start], sign]
        place = end
    out.append(reading.text[place:last])
    text = "".join(out)
    return re.sub(rf"\b(?:the|The) (?={_B})", "", text).replace("\n", " "), bodies


def _unmask(text: str, bodies: list[Actor]) -> str:
    return re.sub(rf"{_B}(\d+);", lambda m: bodies[int(m[1])].name, text)


def _stretch(reading: Reading, match: re.Match[str], start: int, shown: str, first: int) -> tuple[int, int] | None:
    """The characters of the text from which a role was read: from the role's words to the name."""
    role = (match.groupdict().get("r") or "").strip()
    words = role.split(_B)[0].strip()
    if not words:
        return None
    near = reading.text[max(0, start - 200) : start + 200]
    at = near.find(words)
    if at < 0:
        return None
    at += max(0, start - 200)
    return at, at + len(words)


def _is_verb(role: str) -> bool:
    return bool(
        re.search(
            r"\b(?:said|told|is|was|has|have|were|are|will|would|and|that|which|but|after|when|by)\b",
            role,
            re.IGNORECASE,
        )
    )


_PRIVATE = each(
    "trader dealer buyer seller digger miner jeweller importer exporter farmer journalist reporter researcher analyst campaigner "
    "activist lawyer teacher economist geologist professor assayer cutter polisher scholar academic vendor broker"
)


def _privately(role: str, body: Actor) -> bool:
    """ "a trader from Zimbabwe": no servant of its government."""
    return body.key.startswith("country/") and bool(role.split()) and role.split()[-1].casefold() in _PRIVATE


def _clean_role(role: str) -> str:
    role = " ".join(role.split()).strip(" ,")
    return re.sub(r"^(?:the|a|an|its|his|her|their|so-called)\s+", "", role, flags=re.IGNORECASE)


def _last_body(cast: Cast, at: int) -> Actor | None:
    bodies = [
        (s, a)
        for s, _, a in cast.between(at - 399, at)
        if a.kind in ("ngo", "organisation", "company", "intergovernmental") and (a.named or a.family)
    ]
    subjects = [a for _, a in bodies]
    crowd = [a for a in subjects if a.family]
    return crowd[-1] if crowd else subjects[-1] if subjects else None


def _finish(reading: Reading, cast: Cast, person: Actor) -> None:
    """A chair of no named body chairs the process; a minister belongs to the ministry or country that the text names."""
    role = (person.role or "").casefold()
    process = next(
        (a for a in cast.actors.values() if a.named and "kimberley-process" in a.key and "coalition" not in a.key), None
    )
    words = set(re.findall(r"[a-z-]+", role))
    if process is not None and words & CHAIR_ROLES and not words & {"president"}:
        body = person.affiliation
        own = re.search(r"\b(?:of|for)\b", role) is None
        if body is None or (body.kind == "government" and own and "'s" not in role):
            chairs = "former" not in role
            person.affiliation = process if chairs else person.affiliation
    if (
        process is not None
        and (person.affiliation is None or person.affiliation.kind == "government")
        and _chairs_process(reading, cast, person)
    ):
        chair = re.search(r"\b(?:chair|chairman|chairwoman|chairperson)\b", role) is not None
        person.affiliation, person.role = process, person.role if chair else "chair"
    elif (
        process is not None
        and person.affiliation is process
        and not words & CHAIR_ROLES
        and _chairs_process(reading, cast, person)
    ):
        person.role = "chair"
    if person.affiliation is None and words & (
        GOVERNMENT_ROLES | {"official", "diplomat", "delegate", "negotiator", "representative"}
    ):
        person.affiliation = _by_adjective(reading, cast, person)
    if person.affiliation is None and words & GOVERNMENT_ROLES:
        person.affiliation = _ministry(cast, person) or _country(reading, cast, person)
    elif person.affiliation is not None and person.affiliation.key.startswith("country/") and "minister" in role:
        person.affiliation = _ministry(cast, person, person.affiliation) or person.affiliation
    if person.affiliation is None and person.target is not None and person.target.reference and reading.reference:
        listed = str(reading.reference.entries[person.target.reference].facts.get("organisation", ""))
        person.affiliation = next(
            (
                a
                for a in cast.actors.values()
                if a.named and a.kind not in ("person", "group") and fold(a.name) and fold(a.name) == fold(listed)
            ),
            None,
        )
    if person.role or person.affiliation:
        shown = reading.text[slice(*min(person.mentions, key=lambda m: (m[0] - m[1], m[0])))]
        role_words = f"'{person.role}'" if person.role else "the words beside the name"
        person.role_why = f"'{shown}' with {role_words}" + (
            f": belongs to {person.affiliation.name}." if person.affiliation else "."
        )


_PROCESS = r"(?:Kimberle?y(?: Process)?|KP|[Pp]rocess|[Ss]cheme)"
_CHAIRING = re.compile(
    rf",? (?:(?:an? |the )[^.;,]{{0,40}}?)?(?:,? ?who (?:currently |now |also |has |had )*(?:chair(?:s|ed|ing)? (?:the )?{_PROCESS}|chair(?:s|ed)(?=[,.;])|h(?:olds|eld) the (?:{_PROCESS} )?chair)|(?:was |is |sat |sits )?in the chair\b|(?:now )?(?:acting|serving|elected|sitting) as (?:the )?(?:{_PROCESS} )?chair|outgoing chair|chair(?:man|woman|person)? of the {_PROCESS}|presid(?:ed|es|ing)\b)"
)
_CHAIR_BEFORE = re.compile(
    rf"(?:{_PROCESS}(?:['’]s)? (?:\w+ )?|(?:outgoing|current|new|present|then) )(?:chair|chairman|chairwoman|chairperson),? (?:Mr |Mrs |Ms |Dr |Ambassador )?$"
)


def _chairs_process(reading: Reading, cast: Cast, person: Actor) -> bool:
    """ "the Canadian official who chairs the Kimberley Process", "the Russian in the chair", "presided"."""
    return any(
        _CHAIRING.match(reading.text, end) or _CHAIR_BEFORE.search(reading.text, max(0, start - 60), start)
        for start, end in person.mentions
    ) or _was_chair(reading, person)


def _was_chair(reading: Reading, person: Actor) -> bool:
    """Whether the reference list has the person as the chair of the year."""
    if (
        reading.reference is None
        or reading.published is None
        or person.target is None
        or person.affiliation is not None
    ):
        return False
    year = reading.published[:4]
    return any(
        str(e.facts.get("year")) == year and fold(e.name) == fold(person.target.name)
        for e in reading.reference.section("chairs")
    )


def _by_adjective(reading: Reading, cast: Cast, person: Actor) -> Actor | None:
    """ "the British ambassador": the country of the adjective beside the name, where the text has it as an actor."""
    if reading.reference is None:
        return None
    for start, end in person.mentions:
        near = reading.text[max(0, start - 50) : start] + " | " + reading.text[end : end + 50].split(".")[0]
        for word in re.findall(r"\b[A-Z][a-z]+\b", near):
            for entry in reading.reference.adjectives.get(fold(word), ()):
                found = next(
                    (
                        a
                        for a in cast.of_kind("government")
                        if a.target and entry.key in (a.target.reference, a.target.key)
                    ),
                    None,
                )
                if found is not None:
                    return found
    return None


def _ministry(cast: Cast, person: Actor, country: Actor | None = None) -> Actor | None:
    """The ministry of the minister's subject, when the text names it."""
    match = _MINISTER.search(person.role or "")
    topic = (match["topic"] or match["topic2"]).casefold() if match else ""
    if not topic:
        return None
    for actor in cast.of_kind("government"):
        name = fold(actor.name)
        if ("ministry" in name or "department" in name) and topic[:4] in name:
            return actor
    return None


def _country(reading: Reading, cast: Cast, person: Actor) -> Actor | None:
    """The country of a minister without one: of the reference list, else the one the text names most."""
    code = person.target.country if person.target else None
    states = [
        a
        for a in cast.of_kind("government")
        if a.key.startswith("country/") or (a.target and (a.target.reference or "").startswith("country/"))
    ]
    for state in states:
        if code and state.country == code:
            return state
    counts = Counter({a.key: len(a.mentions) for a in states})
    if not counts:
        return None
    key, most = counts.most_common(1)[0]
    return cast.actors[key] if most >= 2 else None
