"""Who takes a side: the subject of a verb, all names behind "by", the process where its members decide together."""

from __future__ import annotations

import re

from spacy.tokens import Token

from kpdesk.extract import doing, rollcall
from kpdesk.extract.cast import Actor, Cast
from kpdesk.extract.describe import Describer
from kpdesk.extract.grammar import base, is_passive
from kpdesk.extract.reading import Reading
from kpdesk.extract.stance_words import DECIDING, TAKING_SIDES

_EVERYONE = re.compile(
    r"(?:the |all |its )?(?:(?:kimberle?y process|kp) )?(?:members?|participants|delegates|member states|parties|governments|participating countries|they|the (?:plenary|meeting|session))",
    re.IGNORECASE,
)
_BEEN = re.compile(r"\b(?:be|been|being|was|were|is|are|got)(?: \w+ly| also| then| later)? $")


class SideTakers:
    """Answers who stands behind a verb that takes a side."""

    def __init__(self, reading: Reading, cast: Cast, describer: Describer) -> None:
        self.reading, self.cast, self.describer = reading, cast, describer

    def takes_sides(self, token: Token) -> bool:
        if token.text.casefold() == "opposed":
            return True
        return token.pos_ in ("VERB", "AUX", "NOUN") and token.tag_.startswith("VB") and base(token) in TAKING_SIDES

    def doers(self, verb: Token) -> list[Actor]:
        """Who does it; the whole process where its members decide together; all names behind "by" in a passive."""
        if self.passive(verb):
            return self.by(verb)
        found: list[Actor] = []
        for token in doing.doers(verb):
            if token.pos_ not in ("NOUN", "PROPN", "PRON"):
                continue
            actor = self.describer.actor(token)
            if base(verb) in DECIDING and (actor is None or not actor.named) and self.everyone(token, actor):
                actor = None if self.supposed(verb) else self.process() or actor
            if actor is not None and actor not in found:
                found.append(actor)
        return found

    def by(self, verb: Token) -> list[Actor]:
        """The names of "backed by A, B and C"."""
        if verb.tag_ not in ("VBN", "VBD"):
            return []
        match = re.match(
            r"(?: \w+ly)?(?: [\w-]+){0,2}? by (?:the |both |most |several |a )?",
            self.reading.text[verb.idx + len(verb.text) :][:60],
        )
        if match is None:
            return []
        at = verb.idx + len(verb.text) + match.end()
        run = rollcall.run(self.reading, self.cast, at, self.reading.sentence(verb.idx).end_char)
        return list(dict.fromkeys(a for _, _, a in run))

    def passive(self, verb: Token) -> bool:
        before = self.reading.text[max(0, verb.idx - 24) : verb.idx]
        return is_passive(verb) or (
            verb.tag_ in ("VBN", "VBD") and (_BEEN.search(before) is not None or bool(self.by(verb)))
        )

    @staticmethod
    def everyone(token: Token, actor: Actor | None) -> bool:
        """Whether all members of the process are meant."""
        return token.text.casefold() == "they" or _EVERYONE.fullmatch(actor.name if actor else token.text) is not None

    @staticmethod
    def supposed(verb: Token) -> bool:
        """ "every member must agree", "could not agree": nothing was decided."""
        words = {t.text.casefold() for t in verb.doc[max(verb.sent.start, verb.i - 5) : verb.i]}
        return (
            bool(
                words
                & {
                    "must",
                    "should",
                    "could",
                    "would",
                    "may",
                    "might",
                    "cannot",
                    "not",
                    "never",
                    "nor",
                    "if",
                    "expect",
                    "expects",
                    "expected",
                    "unable",
                }
            )
            or "n't" in words
        )

    def process(self) -> Actor | None:
        return next((a for a in self.cast.actors.values() if a.named and a.key.endswith("kimberley-process")), None)

    def echoing(self, match: re.Match[str]) -> list[Actor]:
        sentence = self.reading.sentence(match.start())
        if "after" in match.groupdict() and match["after"] is not None:
            return list(
                dict.fromkeys(a for _, _, a in rollcall.run(self.reading, self.cast, match.end(), sentence.end_char))
            )
        verb = next(
            (
                t
                for t in self.reading.span(match.start(), match.end())
                if t.tag_.startswith(("VB", "MD")) and t.pos_ in ("VERB", "AUX")
            ),
            self.reading.token(match.start()),
        )
        return [
            a
            for t in doing.doers(verb)
            if t.pos_ in ("NOUN", "PROPN", "PRON") and (a := self.describer.actor(t)) is not None
        ]
