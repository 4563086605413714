"""Who is meant by words that are no name: pronouns, "the group", "Its members", "Western nations", "a colleague"."""

from __future__ import annotations

import re
from collections.abc import Callable

from spacy.tokens import Span, Token

from kpdesk.domain.stretches import Stretches
from kpdesk.extract import quotes
from kpdesk.extract.cast import Actor, Cast
from kpdesk.extract.coreference_words import FEMALE, MALE
from kpdesk.extract.grammar import base, chunk, chunks, is_subject, noun, phrase, preposition
from kpdesk.extract.reading import Reading
from kpdesk.extract.reference import fold
from kpdesk.extract.turns import author
from kpdesk.extract.unnamed import CIVIL, civil, unnamed
from kpdesk.extract.words import BODY_NOUNS, GOVERNMENT_NOUNS, MINISTRY_NOUNS, PROCESS_NOUNS, SHORT_NAMES, each

_SINGULAR = frozenset(("he", "she", "him", "her", "his", "himself", "herself"))
_PLURAL = frozenset(("they", "them", "their", "themselves"))
_THING = frozenset(("it", "its", "itself"))
_SPEAKING = frozenset(("i", "we", "my", "our", "us", "me", "you", "your"))
_CIVIL = re.compile(r"\b(?:ngos?|non-?\s?governmental organi[sz]ations?|civil[- ]society|coalition)\b", re.IGNORECASE)
_CIVIL_HEAD = re.compile(r"ngos?|organi[sz]ations|society|groups|coalition|wing|sector|representatives")
_OTHERS = re.compile(r"\b(?:other|others|some|several|many|rival|pro-government)\b", re.IGNORECASE)


_BODY_WORDS = each("group organisation organization charity campaign agency firm company ministry network")
_PAPERS = each(
    "letter statement report communique communiqué note circular paper memorandum memo petition release "
    "declaration message email submission leaflet pamphlet study review brief briefing dossier open_letter"
)
_KINDS = {
    "charity": ("ngo",),
    "campaign": ("ngo",),
    "firm": ("company",),
    "company": ("company",),
    "ministry": ("government",),
}


class Describer:
    """Resolves stretches of text to actors of the cast, adding unnamed ones where somebody speaks or acts."""

    def __init__(self, reading: Reading, cast: Cast) -> None:
        self.reading, self.cast = reading, cast
        self.last_speaker: Actor | None = None
        self._quotes = Stretches((q.start, q.end, q) for q in quotes.find(reading.text))

    def actors(self, span: Span, *, create: bool = True) -> list[Actor]:
        """All actors that a source or subject names, first one first."""
        if len(span) == 1 and span[0].tag_ in ("PRP", "PRP$"):
            return [a for a in (self._pronoun(span[0]),) if a is not None]
        if (writer := self._writer(span)) is not None:
            return [writer]
        people = [
            a
            for s, _, a in self.cast.within(span.start_char, span.end_char)
            if a.kind == "person" and a.named and self._heads(s, span)
        ]
        if people:
            joined = [a for a in people[1:] if re.search(r"\band\b|,", span.text)]
            return [people[0], *(a for a in joined if a is not people[0] and " and " in span.text)]
        found: list[Actor] = []
        listed = chunks(span)
        for number, piece in enumerate(listed):
            if number and not _listed(span.doc[listed[number - 1].end : piece.start], found):
                break
            actor = self.actor(noun(piece), create=create)
            if actor is not None and actor not in found:
                found.append(actor)
        return found or [a for _, _, a in self.cast.within(span.start_char, span.end_char)[:1]]

    def _writer(self, span: Span) -> Actor | None:
        """Who speaks by a paper: "the letter of the League to Mr Dube", "a statement by the union to the minister"."""
        if base(span.root) not in _PAPERS:
            return None
        owners = [c for c in span.root.children if c.dep_ == "nmod:poss" or preposition(c) in ("by", "of", "from")]
        for owner in sorted(owners, key=lambda c: preposition(c) != "by"):
            if (actor := self.cast.covering(owner.idx)) is not None or (actor := self.actor(owner)) is not None:
                return actor
        return None

    def _heads(self, start: int, span: Span) -> bool:
        """Whether a name in a source is the source itself, not part of "the lawyer of ...", "whose ..."."""
        before = self.reading.text[span.start_char : start]
        words = before.split()
        return (
            not (
                words
                and words[-1].casefold() in ("of", "for", "by", "with", "against", "from", "to", "on", "like", "than")
            )
            and "who" not in words
        )

    def notice(self) -> None:
        """Note where actors of the cast are meant by a description: "the scheme", "civil society", "his ministry"."""
        for token in self.reading.doc:
            word = token.text.casefold()
            if token.pos_ not in ("NOUN", "PROPN") or self.cast.covering(token.idx) is not None:
                continue
            if (
                word not in BODY_NOUNS | SHORT_NAMES
                and base(token) not in BODY_NOUNS | MINISTRY_NOUNS
                and not _CIVIL_HEAD.fullmatch(word)
            ):
                continue
            piece = chunk(token)
            if noun(piece).i != token.i:
                if token.i + 1 >= len(token.doc) or token.nbor(1).tag_ != "POS":
                    continue
                piece = token.doc[piece.start : token.i + 1]  # "the group's director"
            found: Actor | None = None
            if word == "ministry" and piece[0].tag_ == "PRP$":
                ministries = [a for a in self.cast.of_kind("government") if "ministry" in a.name.casefold()]
                found = ministries[0] if len(ministries) == 1 else None
            elif _CIVIL.search(piece.text) and not _OTHERS.search(piece.text):
                found = civil(self.cast, piece)
            else:
                found = self._definite(token, piece)
            if found is not None:
                end = piece.end_char
                if found.family == CIVIL and (
                    tail := re.match(
                        r" (?:associated with|belonging to|in|from|of) (?:the )?[A-Z]\w*(?: [A-Z]\w*){0,5}",
                        self.reading.text[end:],
                    )
                ):
                    end += tail.end()
                self.cast.mention(found, piece.start_char, end, surface=False)

    def _process(self) -> Actor | None:
        return next(
            (
                a
                for a in self.cast.actors.values()
                if a.key == "organisation/kimberley-process"
                or (a.target and a.target.reference == "organisation/kimberley-process")
            ),
            None,
        )

    def actor(self, token: Token, *, create: bool = True) -> Actor | None:
        """The actor that the phrase with this head means."""
        word = token.text.casefold()
        if (
            token.pos_ == "PRON"
            or token.tag_ in ("PRP", "PRP$", "WP")
            or word in _SINGULAR | _PLURAL | _THING | _SPEAKING
        ):
            return self._pronoun(token)
        if word == "one" and (of := next((c for c in token.children if c.dep_ == "nmod"), None)) is not None:
            whole = self.reading.doc[token.i : max(token.i, phrase(of).end - 1) + 1]
            return unnamed(self.reading, self.cast, self.last_speaker, of, whole, one=True) if create else None
        whole = phrase(token)
        named = self._named(token, whole)
        if named is not None:
            return named
        words = whole.text
        if not any(c.isalpha() for c in words) or token.pos_ in ("VERB", "ADV", "ADP", "PUNCT"):
            return None
        found = self._government(token, whole) or self._owned(whole, token) or self._definite(token, whole)
        if found is not None:
            self.cast.mention(found, whole.start_char, whole.end_char, surface=False)
            return found
        return unnamed(self.reading, self.cast, self.last_speaker, token, whole) if create else None

    def _named(self, token: Token, whole: Span) -> Actor | None:
        """A name over the head of a phrase, or a person named beside a role ("Mines Minister Obert Mpofu")."""
        inner = chunk(token)
        people = [a for _, _, a in self.cast.within(inner.start_char, inner.end_char) if a.kind == "person"]
        if people and inner.text[-2:] not in ("'s", "’s"):
            return people[-1]
        here = self.cast.covering(token.idx)
        if here is None:
            return None
        last = noun(inner)
        if here.kind != "person" and " " not in here.name and here.target is None:
            here = self._longer(here, token.idx) or here
        return here if here is self.cast.covering(last.idx) or not last.text.islower() else None

    def _longer(self, short: Actor, at: int) -> Actor | None:
        """The body named before in full whose last word a short name repeats: "the Guild"."""
        word = fold(short.name)
        full = [
            a
            for a in self.cast.names.bodies_with(word)
            if a.named and a.first < at and " " in a.name and fold(a.name).split()[-1] == word
        ]
        return full[0] if len(full) == 1 else None

    def _pronoun(self, token: Token) -> Actor | None:
        word = token.text.casefold()
        if word in _SPEAKING:
            mine = word in ("i", "we", "my", "our", "us", "me") and not self._quoted(token.idx)
            return author(self.reading, self.cast, plural=word in ("we", "our", "us")) if mine else None
        if word in ("what", "that", "this", "there", "those"):
            return None
        if word in ("who", "whose", "whom", "which"):
            return self._relative(token)
        if word in ("one", "some", "many", "several") and (of := self._one_of(token)) is not None:
            return unnamed(self.reading, self.cast, self.last_speaker, of[1], token.doc[token.i : of[0]])
        if word in ("others", "some", "many", "one", "both", "another"):
            return (
                unnamed(self.reading, self.cast, self.last_speaker, token, phrase(token))
                if word in ("others", "many", "some")
                else None
            )
        if word in _SINGULAR:
            found = self._before(token, lambda a: a.kind == "person" and self._may_be(a, word)) or self._before(
                token, lambda a: a.kind == "person"
            )
        elif word in _PLURAL:
            found = self._before(token, lambda a: a.kind in ("group", "ngo") or bool(a.family)) or self._before(
                token, lambda a: a.kind != "person"
            )
        else:
            found = self._before(token, lambda a: a.kind not in ("person", "group"))
        if found is not None:
            self.cast.mention(found, token.idx, token.idx + len(token.text), surface=False)
        return found

    def _relative(self, token: Token) -> Actor | None:
        """ "who" and "which": what the clause hangs on. The parse may hang it on the last word of a long description,
        or on the first of a list."""
        clause = token.head
        while clause.dep_ not in ("acl:relcl", "acl") and clause.head.i != clause.i:
            clause = clause.head
        if clause.dep_ not in ("acl:relcl", "acl"):
            return None
        head = clause.head
        if token.text.casefold() == "which":
            beside = [a for _, end, a in self.cast.between(max(0, token.idx - 80), token.idx) if end + 2 == token.idx]
            if beside and beside[-1].kind != "person" and self.reading.text[token.idx - 2 : token.idx] == ", ":
                return beside[-1]
            return self.actor(head, create=True)
        between = [a for _, _, a in self.cast.between(head.idx, token.idx) if a.kind == "person"]
        if between:
            return between[-1]
        while head.dep_ in ("nmod", "nmod:poss", "appos", "compound", "flat"):
            head = head.head
            there = self._named(head, phrase(head)) if head.pos_ in ("NOUN", "PROPN") else None
            if there is not None and there.kind == "person":
                return there
        return self.actor(clause.head, create=True)

    def _quoted(self, at: int) -> bool:
        return bool(self._quotes.over(at, at + 1))

    @staticmethod
    def _one_of(token: Token) -> tuple[int, Token] | None:
        """ "one of the negotiators": where the phrase ends, and its noun."""
        doc = token.doc
        if token.i + 2 >= len(doc) or doc[token.i + 1].text.casefold() != "of":
            return None
        inner = next((t for t in doc[token.i + 2 : token.i + 7] if t.pos_ in ("NOUN", "PROPN")), None)
        return (chunk(inner).end, noun(chunk(inner))) if inner is not None else None

    @staticmethod
    def _may_be(actor: Actor, word: str) -> bool:
        """Whether a first name or title speaks against "he" or "she"."""
        names = _first_words(actor)
        if word in ("she", "her", "herself"):
            return not any(n in MALE for n in names) or any(n in FEMALE for n in names)
        return not any(n in FEMALE for n in names) or any(n in MALE for n in names)

    @staticmethod
    def _shows(actor: Actor, word: str) -> bool:
        """Whether a first name or title speaks for "he" or "she"."""
        names = _first_words(actor)
        return bool(names & (FEMALE if word in ("she", "her", "herself") else MALE if word in _SINGULAR else set()))

    def _before(self, token: Token, fits: Callable[[Actor], bool]) -> Actor | None:
        """The likeliest earlier mention: near, a subject, the one who spoke last."""
        here = self.reading.number(token.idx)
        word = token.text.casefold()
        best: tuple[float, Actor] | None = None
        first = self.reading.sents[max(0, here - 4)].start_char
        for start, _, actor in self.cast.between(first, token.idx):
            if not fits(actor):
                continue
            away = here - self.reading.number(start)
            if away > 4:
                continue
            other = self.reading.token(start)
            top = other.head if other.dep_ in ("compound", "flat", "det", "amod", "appos") else other
            weight = (
                4 - away + (1.5 if is_subject(other) or is_subject(top) else 0) + start / max(1, len(self.cast.text))
            )
            if away == 0 and not is_subject(other):
                weight -= 1
            if actor is self.last_speaker:
                weight += 1.2
            if self._shows(actor, word):
                weight += 2
            if (
                other.dep_ == "conj"
                or top.dep_ == "conj"
                or any(c.dep_ == "conj" for c in (*other.children, *top.children))
            ):
                weight -= 1.2 if word not in _PLURAL else 0  # one of several is no "it"
            if other.dep_ in ("nmod:poss", "nmod") or other.head.dep_ == "nmod:poss":
                weight -= 0.8
            if self.reading.line(start) != self.reading.line(token.idx):
                weight -= 0.5
            if best is None or weight >= best[0]:
                best = (weight, actor)
        return best[1] if best else None

    def _government(self, token: Token, whole: Span) -> Actor | None:
        """ "the Zimbabwean delegation" is Zimbabwe; "a member of it" is a person of it."""
        if base(token) not in GOVERNMENT_NOUNS and token.text.casefold() not in GOVERNMENT_NOUNS:
            return None
        for _, end, actor in self.cast.within(whole.start_char, whole.end_char):
            if (
                actor.key.startswith(("country/", "record/"))
                and actor.kind in ("government", "intergovernmental")
                and end <= token.idx + len(token.text)
            ):
                return actor
        return None

    def _owned(self, whole: Span, token: Token) -> Actor | None:
        """ "Its members", "members of the coalition" speak for the whole."""
        if token.text.casefold() not in ("members", "leaders"):
            return None
        for piece in whole:
            if piece.tag_ == "PRP$":
                return self._before(piece, lambda a: a.kind in ("ngo", "organisation", "intergovernmental", "group"))
        owners = [
            a for _, _, a in self.cast.within(whole.start_char, whole.end_char) if a.kind in ("ngo", "organisation")
        ]
        return owners[0] if owners else None

    def _definite(self, token: Token, whole: Span) -> Actor | None:
        """ "the council", "the coalition", "the scheme": a body named before with that word; else the process itself."""
        word = base(token)
        if _CIVIL.search(whole.text) and not _OTHERS.search(whole.text):
            return civil(self.cast, whole)
        piece = token.doc[chunk(token).start : token.i + 1]
        if word == "watchdog" and self.reading.is_headline(token.idx):
            return self._process()
        determined = piece[0].text.casefold() in ("the", "this", "that")
        if not determined and piece[0].tag_ == "PRP$" and word in BODY_NOUNS:
            mine = [a for a in self.cast.names.bodies_with(word) if _is_body(a) and a.first < token.idx]
            return mine[-1] if len(mine) == 1 and len(piece) == 2 else None  # "her committee"
        if not determined and not (token.text[:1].isupper() and len(piece) == 1):
            return None
        if word not in BODY_NOUNS | SHORT_NAMES:
            return None
        own = [
            c
            for c in piece
            if c.i != token.i and c.pos_ not in ("DET", "PUNCT") and c.text.casefold() not in ("whole", "entire")
        ]
        named = [a for a in self.cast.names.bodies_with(word, surfaces=True) if _is_body(a)]
        before = [a for a in named if a.first < token.idx]
        if before and (not own or all(fold(c.text) in fold(before[-1].name).split() for c in own)):
            return max(before, key=lambda a: (a.last_before(token.idx) or (0, 0))[0])
        process = None
        if word in PROCESS_NOUNS or word == "watchdog" or any(c.text.casefold() == "watchdog" for c in own):
            process = self._process()
        if (
            word in PROCESS_NOUNS
            and process is not None
            and all(fold(c.text) in ("certification", "watchdog", "diamond", "global") for c in own)
        ):
            return process
        if word == "watchdog" and process is not None:
            return process
        if any(c.text.casefold() == "watchdog" for c in own) and process is not None:
            return process
        if token.tag_ == "NNS" and word == "group":
            return next((a for a in self.cast.actors.values() if a.family == CIVIL), None) if not own else None
        if token.tag_ != "NNS" and word in _BODY_WORDS and not own:
            kinds = _KINDS.get(word, ("ngo", "organisation", "company"))
            return self._before(token, lambda a: a.named and a.kind in kinds)
        return None


def _first_words(actor: Actor) -> set[str]:
    """First names and titles of all that an actor is called, without capitals and stops."""
    return {w.casefold().strip(".") for s in (actor.name, *actor.surfaces) for w in s.split()[:1]}


def _is_body(actor: Actor) -> bool:
    return actor.named and actor.kind not in ("person", "group")


def _listed(between: Span, found: list[Actor]) -> bool:
    """Whether two phrases of a source are joined as equals."""
    words = [t.text.casefold() for t in between]
    return (
        bool(words)
        and all(w in ("and", ",", "or", "as", "well", "both", "along", "with") for w in words)
        and ("and" in words or bool(found))
    )
