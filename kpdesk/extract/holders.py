"""Who takes a side: from the words for the doers of a sentence to actors of the cast."""

from __future__ import annotations

import re
from collections.abc import Iterable

from spacy.tokens import Token

from kpdesk.extract.cast import Actor, Cast
from kpdesk.extract.describe import Describer
from kpdesk.extract.grammar import base, conjuncts, is_subject
from kpdesk.extract.reading import Reading
from kpdesk.extract.reference import fold
from kpdesk.extract.siding import Side
from kpdesk.extract.siding_clauses import case
from kpdesk.extract.statements import Statement
from kpdesk.extract.words import BODY_NOUNS, GROUP_NOUNS, PERSON_NOUNS, each

_FIRST_PERSON = each("i we us our my me")
_OWN = each("country government ministry group ngo employer lobby trust institution department")
_SENT = each("delegate delegation minister official envoy diplomat representative negotiator ambassador")
_MEMBERS = each("members participants delegates delegations states governments countries")
_BESIDE = re.compile(
    r",? (?:together with|along with|as well as|alongside|joined by|backed by|supported by|like|with (?=[^.;]{3,90} behind (?:it|them|him|her)\b)) ?(?P<who>[^.;]{3,120}?)(?: behind (?:it|them|him|her))?,(?= (?!and\b)[a-z])"
)


class Holders:
    """Finds the holders of positions in one text."""

    def __init__(self, reading: Reading, cast: Cast, describer: Describer) -> None:
        self.reading, self.cast, self.describer = reading, cast, describer

    def is_actor(self, token: Token) -> bool:
        """Whether a noun names or describes somebody who can take a side."""
        return (
            self.cast.covering(token.idx) is not None
            or base(token) in PERSON_NOUNS
            or token.text.casefold() in GROUP_NOUNS
        )

    def actors(self, tokens: Iterable[Token], statement: Statement | None, *, owner: bool = False) -> list[Actor]:
        """The actors that the words mean; in a statement "we" and "it" are mostly its speaker."""
        found: list[Actor] = []
        for token in tokens:
            if token.text.casefold() in _FIRST_PERSON:
                some = list(statement.speakers) if statement is not None else []
            elif (
                token.text.casefold() in ("it", "he", "she", "they")
                and statement is not None
                and statement.speakers
                and statement.mode == "indirect"
            ):
                some = list(statement.speakers[:1])
            elif (own := self.own_body(token, statement)) is not None:
                some = [own]
            elif sent := self.sent(token):
                some = sent
            elif (process := self.members(token)) is not None:
                some = [process]
            elif token.pos_ in ("NOUN", "PROPN", "PRON", "ADJ", "NUM") or token.tag_ == "PRP$":
                actor = self.cast.covering(token.idx) if owner else self.beside(token)
                actor = (
                    actor or self.state(token) or self.describer.actor(token, create=not owner or token.pos_ == "NOUN")
                )
                some = [actor] if actor is not None else []
            else:
                some = []
            some = [self.renamed(token, a) for a in some]
            found += [a for a in some if a not in found]
        return found

    def sent(self, token: Token) -> list[Actor]:
        """ "Delegates from Sierra Leone and Guinea": the governments that sent them."""
        if token.pos_ != "NOUN" or base(token) not in _SENT:
            return []
        home = next((c for c in token.children if c.dep_ == "nmod" and case(c) == "from"), None)
        states = [self.cast.covering(c.idx) for c in conjuncts(home)] if home is not None else []
        found = [a for a in states if a is not None and a.kind == "government" and a.named]
        return found if len(found) == len(states) else []

    def own_body(self, token: Token, statement: Statement | None) -> Actor | None:
        """ "His organisation had pressed for it": the body of the person spoken of."""
        owner = next((c.text.casefold() for c in token.children if c.dep_ == "nmod:poss"), "")
        if owner not in ("his", "her", "my", "our") or (base(token) not in BODY_NOUNS and base(token) not in _OWN):
            return None
        person = statement.speaker if statement is not None else None
        if person is None or person.kind != "person":
            before = self.cast.between(max(0, token.idx - 320), token.idx)
            person = next((a for _, _, a in reversed(before) if a.kind == "person" and a.named), None)
        return person.affiliation if person is not None else None

    def whose(self, side: Side, actors: list[Actor]) -> list[Actor]:
        """ "Ana Ruvo, head of the union, who asked": "who" is a person, whatever name stands nearest."""
        verb = self.reading.doc[side.at]
        who = verb.dep_ == "acl:relcl" and any(is_subject(c) and c.text.casefold() == "who" for c in verb.children)
        if not who or not actors or any(a.kind in ("person", "group") for a in actors):
            return actors
        sentence = self.reading.sentence(verb.idx)
        people = [a for _, _, a in self.cast.between(sentence.start_char, verb.idx) if a.kind == "person"]
        return people[-1:] or actors

    def companions(self, doers: list[Token]) -> list[Actor]:
        """ "Zimbabwe, with Namibia and Angola behind it, wanted": those who stand beside the doer."""
        if not doers:
            return []
        last = doers[-1].right_edge if doers[-1].right_edge.i - doers[-1].i < 25 else doers[-1]
        sentence = self.reading.sentence(doers[-1].idx)
        match = _BESIDE.match(self.reading.text, doers[-1].idx + len(doers[-1].text), max(last.idx, sentence.end_char))
        if match is None:
            return []
        return [a for _, _, a in self.cast.within(*match.span("who"))]

    def renamed(self, token: Token, actor: Actor) -> Actor:
        """ "the chairman, Mathieu Yamba" is Yamba; "X, president of a union, who asked" is X."""
        if actor.named:
            return actor
        return self.beside(token) or actor

    def beside(self, token: Token) -> Actor | None:
        """The person named right behind an office: "its spokesman, Ana Ruvo"."""
        end = token.idx + len(token.text)
        if token.pos_ != "NOUN" or self.reading.text[end : end + 2] != ", ":
            return None
        for start, _, other in self.cast.between(end + 2, end + 3):
            if other.kind == "person" and other.named and start == end + 2:
                return other
        return None

    def state(self, token: Token) -> Actor | None:
        """The government that "Kyiv" or "the Americans" mean, where the text has it."""
        listed = self.reading.reference
        if (
            listed is None
            or token.pos_ not in ("PROPN", "NOUN", "ADJ")
            or not token.text[:1].isupper()
            or self.cast.covering(token.idx)
        ):
            return None
        word = fold(token.text)
        entries = (
            [listed.capitals[word]]
            if word in listed.capitals
            else list(listed.adjectives.get(word.removesuffix("s"), ()))
        )
        return next(
            (
                a
                for e in entries
                for a in self.cast.actors.values()
                if a.target is not None and a.target.reference == e.key
            ),
            None,
        )

    def members(self, token: Token) -> Actor | None:
        """ "members", "participants of the Kimberley Process": the process decides."""
        grouping = base(token) in ("body", "watchdog", "forum", "club", "grouping")
        if not grouping and token.text.casefold() not in _MEMBERS:
            return None
        process = next(
            (
                a
                for a in self.cast.actors.values()
                if a.target is not None and a.target.reference == "organisation/kimberley-process"
            ),
            None,
        )
        if process is None:
            return None
        if grouping and self.cast.covering(token.idx) is None:
            around = self.reading.text[token.left_edge.idx : token.right_edge.idx].casefold()
            return process if "diamond" in around and len(around) < 160 else None
        if token.text.casefold() not in _MEMBERS:
            return None
        about = {
            c.text.casefold()
            for c in token.children
            if c.dep_ in ("amod", "nummod", "det", "nmod", "compound", "nmod:poss", "acl:relcl")
        }
        if not about <= {"the", "kimberley", "kimberly", "process", "kp", "all", "its"} or (
            not about and token.text.casefold() not in ("members", "participants")
        ):
            return None
        if about <= {"the"} and token.text.casefold() in ("states", "governments", "countries", "delegations"):
            return None
        return process
