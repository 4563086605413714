"""To which body a person belongs by the parse: offices in apposition, what somebody is or heads, for whom he speaks."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kpdesk.extract.cast import Actor, Cast
from kpdesk.extract.grammar import base, chunk, is_subject
from kpdesk.extract.reading import Reading
from kpdesk.extract.words import GOVERNMENT_ROLES, ROLE_NOUNS, each

_POSTS = ROLE_NOUNS | each(
    "founder co-founder campaigner scientist engineer fellow intern volunteer staffer employee partner associate lead "
    "liaison envoy emissary counsel attorney archivist editor publisher producer presenter correspondent bookkeeper "
    "accountant planner strategist specialist veteran stalwart figure voice delegate negotiator hand vice-chairman vice-president"
)
_STATE_POSTS = GOVERNMENT_ROLES | each(
    "official diplomat delegate negotiator representative emissary attache commissioner regulator inspector bureaucrat"
)
_AT = each("of for at from with within in to inside")
_STATE_AT = each("of for from")
# "who heads the Trust", "runs the office of the Council", "keeps its books"
_HOLD = each(
    "head lead run direct coordinate co-ordinate chair manage found co-found own edit represent keep oversee administer "
    "command steer front join set"
)
# "works for", "acts for", "sits on the board of", "employed by"
_SERVE = each(
    "work act speak campaign lobby serve sit teach lecture advise consult write volunteer report belong buy sort dig "
    "negotiate plead appear monitor research practise trade"
)
_SERVE_AT = each("for at with of on in to")
_MADE = each("employ send hire appoint pay second retain nominate dispatch engage name elect represent delegate")
_OFFICES = each(
    "office books board desk staff team secretariat work campaign programme program unit branch arm section division bureau affairs"
)
_DEPTH = 3


def find(
    reading: Reading, cast: Cast, person: Actor, start: int, end: int
) -> tuple[Actor, str, tuple[int, int]] | None:
    """The body, the words of the office and their place, for a mention of a person; None where the parse tells of none."""
    head = reading.span(start, end).root
    for post in _posts(head):
        body = _body(reading, cast, person, post)
        if body is not None:
            whole = chunk(post) if post.pos_ in ("NOUN", "PROPN") else reading.doc[post.i : post.i + 1]
            return body, whole.text, (whole.start_char, whole.end_char)
    return None


def _posts(head: Token) -> Iterator[Token]:
    """The words that may tell an office of the one named: nearest first."""
    for child in sorted(head.children, key=lambda c: abs(c.i - head.i)):
        if child.dep_ in ("appos", "nmod:desc", "acl", "acl:relcl", "parataxis", "compound", "dep", "advcl"):
            yield child
            yield from (c for c in child.children if c.dep_ == "conj")
            yield from (c for c in child.children if c.dep_ == "acl:relcl" and child.dep_ == "appos")
    if head.dep_ in ("appos", "flat", "compound", "nmod:desc") and head.head.i != head.i:
        yield head.head
    if is_subject(head):
        yield head.head
        yield from (c for c in head.head.children if c.dep_ == "advcl" and head.i < c.i < head.head.i)
        yield from (c for c in head.head.children if c.dep_ == "conj" and not any(is_subject(g) for g in c.children))


def _body(reading: Reading, cast: Cast, person: Actor, post: Token) -> Actor | None:
    """The body that an office or a deed of serving names."""
    if post.pos_ in ("VERB", "AUX"):
        return _served(cast, person, post)
    if post.pos_ not in ("NOUN", "PROPN") or base(post).rpartition("-")[2] not in _POSTS:
        return None
    state = base(post).rpartition("-")[2] in _STATE_POSTS
    return _owner(cast, person, post, state, _DEPTH)


def _served(cast: Cast, person: Actor, verb: Token) -> Actor | None:
    word = base(verb)
    made = word in _MADE and verb.tag_ == "VBN"
    for child in verb.children:
        case = next((c.text.casefold() for c in child.children if c.dep_ == "case"), "")
        held = child.dep_ == "obj" and word in _HOLD
        served = child.dep_ == "obl" and word in _SERVE and case in _SERVE_AT
        sent = child.dep_ in ("obl", "obl:agent") and made and case in ("by", "for")
        if not (held or served or sent):
            continue
        body = _at(cast, person, child, word in ("represent", "speak", "negotiate") or sent)
        if body is not None:
            return body
        if (held or base(child) in _OFFICES) and (body := _owner(cast, person, child, False, _DEPTH - 1)) is not None:
            return body
    return None


def _owner(cast: Cast, person: Actor, noun: Token, state: bool, depth: int) -> Actor | None:
    """ "researcher with the institute IPIS", "the council's president", "head of the US office of Global Witness"."""
    if not depth:
        return None
    inner = sorted(noun.children, key=lambda c: (c.dep_ not in ("nmod:poss", "compound"), c.i))
    for child in inner:
        case = next((c.text.casefold() for c in child.children if c.dep_ == "case"), "")
        beside = child.dep_ in ("nmod:poss", "compound", "appos", "flat") or (child.dep_ == "nmod" and case in _AT)
        if not beside or (child.dep_ == "appos" and depth == _DEPTH):
            continue
        body = _at(cast, person, child, state and (case in _STATE_AT or child.dep_ == "nmod:poss"))
        if body is None and child.pos_ in ("NOUN", "PROPN"):
            body = _owner(cast, person, child, state, depth - 1)
        if body is not None:
            return body
    return None


def _at(cast: Cast, person: Actor, token: Token, state: bool) -> Actor | None:
    """The body named at a word; a country only where ``state`` says that one serves it."""
    actor = cast.covering(token.idx)
    if actor is None or actor is person or actor.kind in ("person", "group"):
        return None
    country = actor.key.startswith("country/") or (
        actor.target and (actor.target.reference or "").startswith("country/")
    )
    return actor if state or not country else None
