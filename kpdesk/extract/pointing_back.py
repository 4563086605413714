"""What was argued about so far in a text, and the words that point back to it: "it", "the draft", "its objections"."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from kpdesk.extract.grammar import base, is_subject
from kpdesk.extract.operators import group
from kpdesk.extract.siding import Climber
from kpdesk.extract.targets import Stakes, Target
from kpdesk.extract.words import each

_BACK = 500  # characters: how far "the draft" and "it" point back
_ITSELF = each("want like see keep lift maintain enforce end drop scrap uphold resume publish enforce retain remove")


@dataclass(frozen=True, slots=True)
class Said:
    """What was argued about at a place: ``thing`` is the side of the thing itself, ``deed`` of what was done about it."""

    at: int
    issue: str
    thing: int
    deed: int
    taken: bool
    words: str = ""
    own: int = 0  # of the target itself, whatever was done to it


class Memory:
    """The things argued about, in the order of the text."""

    def __init__(self, stakes: Stakes, climber: Climber) -> None:
        self.stakes, self.climber = stakes, climber
        self.said: list[Said] = []

    def pointing(self, token: Token) -> Target | None:
        """ "it", "the draft", "this move": what was argued about shortly before."""
        word, lemma = token.text.casefold(), base(token)
        if word in ("him", "her", "he", "she"):
            return self._person(token, word)
        if word in ("it", "them", "they", "these", "those", "this", "that", "one") and token.pos_ == "PRON":
            if token.dep_ not in ("obj", "obl", "nsubj:pass", "nmod", "nsubj"):
                return None
            if token.dep_ == "nmod" and "attitude" not in self.climber.ops.get(token.head.i, {}):
                return None
            active = is_subject(token) and token.dep_ != "nsubj:pass"
            judged = any(c.dep_ == "cop" for c in token.head.children) or "value" in self.climber.ops.get(
                token.head.i, {}
            )
            if active and not judged:
                return None
            deed = False
        elif token.pos_ == "NOUN" and lemma in (
            "objection",
            "opposition",
            "support",
            "resistance",
            "backing",
            "approval",
            "veto",
            "reservation",
        ):
            if not any(c.dep_ == "nmod:poss" for c in token.children) or any(
                c.dep_ in ("nmod", "acl", "acl:relcl") and c.i > token.i for c in token.children
            ):
                return None
            last = self.last(token.idx)
            side = 1 if lemma in ("support", "backing", "approval") else -1
            return (
                Target(last.issue, token.idx, token.idx + len(token.text), last.thing * side, "back")
                if last is not None
                else None
            )
        elif token.pos_ == "NOUN" and lemma in group("pronouns", "thing") | group("pronouns", "deed"):
            if not any(
                c.text.casefold() in ("the", "this", "that", "its", "their", "his", "her", "such")
                for c in token.children
                if c.dep_ in ("det", "nmod:poss")
            ):
                return None
            if any(c.dep_ in ("nmod", "acl") and c.i > token.i for c in token.children) or (
                token.nbor(-1).text == "that" and token.nbor(-2).text == "for"
            ):
                return None
            deed = lemma in group("pronouns", "deed")
        else:
            return None
        last = self.last(token.idx, words=lemma) or self.last(token.idx)
        if last is None:
            return None
        itself = token.pos_ == "PRON" and base(token.head) in _ITSELF
        side = last.own if itself else last.deed if deed else last.thing
        return Target(last.issue, token.idx, token.idx + len(token.text), side, "back")

    def last(self, at: int, *, taken: bool = False, words: str = "") -> Said | None:
        """What was argued about last before a place, and near enough to point back to."""
        for said in reversed(self.said):
            if at - said.at > _BACK:
                return None
            if said.at < at and (said.taken or not taken) and words in said.words:
                return said
        return None

    def _person(self, token: Token, word: str) -> Target | None:
        """ "They want him freed": the informant, where informants are what it is about."""
        if token.pos_ != "PRON" or token.dep_ not in ("obj", "nsubj:pass"):
            return None
        near = self.stakes.up("whistleblower_protection", token.idx, (token.idx, token.idx))
        return Target("whistleblower_protection", token.idx, token.idx + len(word), 1, "back") if near >= 1.2 else None
