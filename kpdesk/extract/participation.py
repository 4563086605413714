"""Who took part in a meeting, and how: attended, hosted, chaired, stayed away, walked out, was kept out."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib import resources

from spacy.tokens import Token

from kpdesk.extract import beside_names, rollcall
from kpdesk.extract.attendance import Attendance
from kpdesk.extract.cast import Actor, Cast
from kpdesk.extract.circumstances import Held
from kpdesk.extract.describe import CIVIL, Describer
from kpdesk.extract.doing import doers
from kpdesk.extract.grammar import base, conditional, is_subject, negated, tense
from kpdesk.extract.meeting_mentions import Mention
from kpdesk.extract.meetings import Meeting
from kpdesk.extract.positions import Position
from kpdesk.extract.presence import Presence
from kpdesk.extract.reading import Reading
from kpdesk.extract.statements import Statement

_CHAIR_NOUN = re.compile(
    r"\b(?:chairmanship of|chaired by|presided over by|chair of the (?:meeting|plenary|session))\s+(?:the |its )?(?:(?:Mr|Mrs|Ms|Dr|Ambassador|Minister)\.? )?$",
    re.IGNORECASE,
)
_BY = re.compile(
    r"\b(?:opened|addressed|attended|led|hosted|boycotted|organised|organized|convened)(?: on [^,.]{3,20})? by (?:the |His Excellency |Her Excellency )?(?-i:(?:(?:[A-Z][a-z]+|Mr|Mrs|Ms|Dr)\.? ){0,3})$",
    re.IGNORECASE,
)
_OF_A_MEETING = re.compile(
    r" (?:over )?(?:the |its |this |a )?[\w’' -]{0,30}?(?:plenary|intersessional|meeting|session|talks|summit|conference|discussions|forum)\b|,|\.| by\b"
)
_A_MEETING = re.compile(r"\b(?:plenary|intersessional|meeting|session|talks|summit|conference|discussions|forum)\b")
_DELEGATE = re.compile(
    r", (?:an? |the |who was an? )?(?:\w+ )?(?:delegate|observer|envoy|guest|representative|speaker|participant) (?:to|at) (?:the )?$"
    r"|\b(?:delegation|team|observers?) (?P<of>(?:of|from) )(?:the )?[^,.;]{3,60} (?:at|to) (?:the )?$"
)
_INVOLVING = re.compile(r"\b(?:involving|between|attended by|with|bringing together|among)\b", re.IGNORECASE)
_FUTURE = {
    "attended": "will_attend",
    "boycotted": "will_boycott",
    "walked_out": "will_boycott",
    "hosted": "will_attend",
    "chaired": "will_attend",
    "excluded": "excluded",
}
_VERB = re.compile(r"\w+")
_ASKED = re.compile(
    r"\b(?:call(?:s|ed|ing)? (?:on|upon)|urg(?:es?|ed|ing)|ask(?:s|ed|ing)?|appeal(?:s|ed)? to|invit(?:es?|ed)|press(?:es|ed)?)\b[^,.;]{1,60}\bto $",
    re.IGNORECASE,
)
# "Had Canada attended", "denied that it had boycotted": not told as a deed.
_UNREAL = re.compile(
    r"^(?:Had|Were|Should) [^,]*$|\bden(?:y|ies|ied|ying) (?:that |having |reports |claims )*(?:it |he |she |they |its |his |her |their )?(?:\w+ )?$|\b(?:applied|wanted|sought|tried|asked|wished|hoped|was unable|were unable) to $|\b(?:would|could|should|might) (?:\w+ )?have $"
)
_KEEPS_OUT = frozenset(("excluded", "excludes", "barred", "denied", "refused", "turned", "shut", "kept"))
_KEPT = re.compile(r"\b(?:was|were|been|being|is|are|be|got|and|had)(?: \w+ly)? $", re.IGNORECASE)


@cache
def _deed_phrases() -> dict[str, re.Pattern[str]]:
    """How somebody took part -> what tells so, from participation_words.toml."""
    text = resources.files("kpdesk.extract").joinpath("participation_words.toml").read_text("utf-8")
    return {how: re.compile("|".join(phrases), re.IGNORECASE) for how, phrases in tomllib.loads(text).items()}


_NEAR = 3  # sentences in which a meeting that was just named is still meant
_PASSES = frozenset(("visa", "accreditation", "seat", "badge", "entry", "admission", "invitation", "access"))
_SO_DID = re.compile(
    r"(?:^|[,.;]) *(?:and |but )?(?:so(?: too)?|as|nor|neither) (?:did|has|had|was|were) (?:the )?", re.IGNORECASE
)
_SEATS = frozenset(("seat", "chair", "place", "desk", "name"))


def _seated(token: Token) -> Token:
    """ "Its chair stayed empty": whose chair."""
    owner = next((c for c in token.children if c.dep_ == "nmod:poss"), None)
    return owner if owner is not None and token.lemma_ in _SEATS else token


class _Finder:
    def __init__(self, reading: Reading, cast: Cast, describer: Describer, meetings: list[Meeting]) -> None:
        self.reading, self.cast, self.describer, self.meetings = reading, cast, describer, meetings
        self.held = Held(meetings)

    def add(self, meeting: Meeting, actor: Actor | None, how: str, start: int, end: int, why: str) -> None:
        if (
            actor is None
            or actor.key == "body/plenary"
            or ("kimberley-process" in actor.key and "coalition" not in actor.key and actor.kind != "person")
            or (
                actor.kind == "group"
                and not actor.named
                and actor.family != CIVIL
                and how == "attended"
                and actor.key not in self.cast.actors
            )
        ):
            return
        keys = {h for k, h in meeting.parts if k == actor.key}
        if how == "attended" and keys & {"walked_out", "chaired", "hosted"}:
            return
        if how in ("walked_out", "chaired", "hosted"):
            meeting.parts.pop((actor.key, "attended"), None)
        actor.acts = True
        meeting.parts.setdefault((actor.key, how), (start, end, why))

    def which(self, char: int, how: str, end: int, *, ahead: bool = False) -> Meeting | None:
        """The meeting that a deed belongs to: named after it in the clause, else right before, else the one the text is about."""
        sentence = self.reading.sentence(char)
        behind = [(m.start, x) for m, x in self.held.near(char, min(end, sentence.end_char))]
        if behind:
            return min(behind, key=lambda a: a[0])[1]
        inside = [(abs(m.start - char), x) for m, x in self.held.near(sentence.start_char, sentence.end_char)]
        if inside and how not in ("walked_out",):
            return min(inside, key=lambda a: a[0])[1]
        fitting = [x for x in self.meetings if (x.way == "future") == ahead]
        first = self.reading.sents[max(0, self.reading.number(char) - _NEAR)].start_char
        near = [(m.start, x) for m, x in self.held.near(first, sentence.start_char) if x in fitting]
        if near:
            return max(near, key=lambda a: a[0])[1]
        told = how in ("walked_out", "chaired", "attended", "excluded") or len(self.meetings) == 1
        return max(fitting, key=lambda x: len(x.mentions)) if fitting and told and not ahead else None

    def deeds(self, skip: list[Statement]) -> None:
        text = self.reading.text
        for how, pattern in _deed_phrases().items():
            for match in pattern.finditer(text):
                token = self._verb(match)
                if token is None:
                    continue
                sentence = self.reading.sentence(token.idx)
                end = min(sentence.end_char, match.end() + 120)
                self._deed(how, match, token, end)

    def _verb(self, match: re.Match[str]) -> Token | None:
        for word in _VERB.finditer(match[0]):
            token = self.reading.token(match.start() + word.start())
            if token.tag_.startswith("VB") or token.pos_ == "VERB":
                return token
        return None

    def _deed(self, how: str, match: re.Match[str], token: Token, end: int) -> None:
        if conditional(token) or (
            how == "chaired"
            and "chair" in match[0].casefold()
            and match[0].casefold().startswith("chair")
            and not _OF_A_MEETING.match(self.reading.text, match.end())
        ):
            return
        meeting = self.which(match.start(), how, end, ahead=tense(token) == "future")
        sentence = self.reading.sentence(match.start())
        before = self.reading.text[sentence.start_char : match.start()]
        if meeting is None or _ASKED.search(before) or _UNREAL.search(before):
            return
        denied = (
            negated(token)
            and "join the" not in match[0]
            and not re.search(r"\b(?:not|refus|declin)", match[0], re.IGNORECASE)
        )
        ahead = tense(token) == "future" or (
            meeting.way == "future" and how in ("boycotted", "attended") and token.tag_ in ("VB", "VBG")
        )
        if denied:
            if how in ("walked_out", "boycotted") and not ahead:
                how = "attended"
            else:
                return
        elif ahead or re.search(r"\b(?:is|are) (?:also )?(?:expected|due) at", match[0]):
            how = _FUTURE[how]
        who = self._who(token) or self._before(match.start())
        if (
            how == "excluded"
            and not self._passive(token)
            and token.text.casefold() in _KEEPS_OUT
            and not _KEPT.search(self.reading.text[max(0, match.start() - 25) : match.start()])
        ):
            return  # whom they kept out is read by the lists
        if self._passive(token) and not re.search(r"represented|expected|due", match[0]):
            who = who if how == "excluded" else []
        if re.search(
            r"\bneither\b", self.reading.text[self.reading.sentence(token.idx).start_char : token.idx], re.IGNORECASE
        ):
            return
        for actor in [*self._sent(who), *self._so_did(match.end())]:
            stretch = self._stretch(actor, match, end)
            self.add(
                meeting,
                actor,
                how,
                *stretch,
                f"'{' '.join(self.reading.text[stretch[0] : stretch[1]].split())[:120]}'.",
            )

    def _so_did(self, end: int) -> list[Actor]:
        """ "Meeus skipped the session. So did Venezuela": who did the same."""
        sentence = self.reading.sentence(end - 1)
        match = _SO_DID.search(self.reading.text, end, sentence.end_char) or _SO_DID.match(
            self.reading.text, sentence.end_char
        )
        if match is None:
            return []
        return [a for _, _, a in rollcall.run(self.reading, self.cast, match.end(), match.end() + 120)]

    def no_visas(self) -> None:
        """ "The consulate refused him a visa", "would not give her accreditation"."""
        for token in self.reading.doc:
            if token.dep_ != "obj" or token.lemma_.casefold() not in _PASSES or token.head.pos_ != "VERB":
                continue
            verb = token.head
            kept = (base(verb) in ("refuse", "deny")) != negated(verb)
            if not kept or (base(verb) not in ("refuse", "deny", "give", "grant", "issue", "offer")):
                continue
            for child in (c for c in verb.children if c.dep_ == "iobj"):
                meeting = self.which(verb.idx, "excluded", token.idx)
                actor = self.describer.actor(child)
                if meeting is not None and actor is not None:
                    end = token.idx + len(token.text)
                    why = f"'{' '.join(self.reading.text[verb.idx : end].split())}'."
                    self.add(meeting, actor, "excluded", min(verb.idx, child.idx), end, why)

    def _who(self, verb: Token) -> list[Actor | None]:
        """Who does it; "X of the Trust, who" is the person X, whatever name stands nearest."""
        found = [
            self.describer.actor(_seated(t))
            for t in doers(verb)
            if t.pos_ in ("NOUN", "PROPN", "PRON") and not (t.i and t.nbor(-1).text.casefold() in ("unlike", "besides"))
        ]
        if any(is_subject(c) and c.text.casefold() == "who" for c in verb.children) and not any(
            a is not None and a.kind in ("person", "group") for a in found
        ):
            first = max(self.reading.sentence(verb.idx).start_char, verb.idx - 160)
            people = [a for _, _, a in self.cast.between(first, verb.idx) if a.kind == "person"]
            return list(people[-1:]) or found
        return found

    def _sent(self, who: list[Actor | None]) -> list[Actor | None]:
        """Governments in place of their envoys without a name: "ministers from A and B", "Belgium's envoy"."""
        found: list[Actor | None] = []
        for actor in who:
            inside: list[Actor] = []
            if actor is not None and not actor.named and not actor.family:
                for start, end in actor.mentions:
                    inside += [
                        a
                        for s, e, a in self.cast.between(start, end)
                        if e <= end and (s, e) != (start, end) and a.kind == "government" and a.named
                    ]
                    at = next((s for s, _, a in self.cast.between(start, end) if a in inside), None)
                    if at is not None and re.match(
                        r"(?:ministers|delegates|officials|envoys|representatives|delegations|diplomats)\b",
                        self.reading.text[start:end],
                        re.IGNORECASE,
                    ):
                        inside += [
                            a
                            for _, _, a in rollcall.run(self.reading, self.cast, at, self.reading.sentence(at).end_char)
                        ]
            found += list(dict.fromkeys(inside)) or [actor]
        return found

    def _passive(self, token: Token) -> bool:
        return any(c.dep_ in ("aux:pass", "nsubj:pass") for c in token.children)

    def _before(self, char: int) -> list[Actor | None]:
        """The last actor named in the clause before a verb without subject."""
        sentence = self.reading.sentence(char)
        head = self.reading.text[sentence.start_char : char]
        cut = max((m.end() for m in re.finditer(r"[;:—]|\b(?:that|because|but)\b", head)), default=0)
        named = self.cast.within(sentence.start_char + cut, char)
        if named:
            return [named[0][2]]
        words = re.match(r"(?:[A-Z][\w-]*)(?: [\w-]+){0,4}", head[cut:].strip())
        if words is None:
            return []
        at = sentence.start_char + cut + head[cut:].index(words[0][0])
        return list(self.describer.actors(self.reading.span(at, min(char, at + len(words[0])))))

    def _stretch(self, actor: Actor | None, match: re.Match[str], end: int) -> tuple[int, int]:
        sentence = self.reading.sentence(match.start())
        starts = [s for s, _ in actor.begun(sentence.start_char, match.start())] if actor else []
        stop = re.search(r"[,;.]", self.reading.text[match.end() : end])
        return (min(starts) if starts else match.start()), match.end() + (stop.start() if stop else end - match.end())

    def by_phrases(self) -> None:
        """ "chaired by X", "under the chairmanship of X", "opened by X", "a meeting involving X, Y and Z"."""
        for start, end, actor in list(self.cast.places()):
            sentence = self.reading.sentence(start)
            before = self.reading.text[sentence.start_char : start]
            how = "chaired" if _CHAIR_NOUN.search(re.sub(r"[A-Z][\w]+['’]s $", "", before)) else ""
            if not how and (match := _BY.search(before)):
                word = match[0].split()[0].casefold()
                if word == "led" and _A_MEETING.search(before[-70:]) is None:
                    continue
                how = {"led": "attended", "hosted": "hosted", "boycotted": "boycotted"}.get(word, "attended")
            if how and (
                actor.kind == "person"
                or how != "chaired"
                or not re.match(r"['’]s [A-Z]", self.reading.text[end : end + 4])
            ):
                meeting = self.which(start, how, sentence.end_char)
                if meeting is not None and meeting.way != "future":
                    self.add(
                        meeting,
                        actor,
                        how,
                        *self._whole(sentence.start_char, end),
                        f"'{before[-40:].strip()} {self.reading.text[start:end]}'.",
                    )
        for meeting in self.meetings:
            for mention in meeting.mentions:
                self._met(meeting, mention)
                sentence = self.reading.sentence(mention.start)
                after = self.reading.text[mention.end : sentence.end_char]
                match = re.match(r",? ?(?:involving|between|attended by|bringing together|with)\b", after) or (
                    re.search(r"\bwith\b", self.reading.text[mention.start : mention.end])
                )
                if match is None:
                    continue
                first = mention.end if after[: match.end()] == match[0] else mention.start
                for start, end, actor in self.cast.within(first, sentence.end_char):
                    if actor.kind != "person" and self.reading.text[start].isupper():
                        self.add(
                            meeting,
                            actor,
                            "will_attend" if meeting.way == "future" else "attended",
                            *self._whole(mention.start, end),
                            f"'{self.reading.text[start:end]}' is named among those at the meeting.",
                        )

    def _met(self, meeting: Meeting, mention: Mention) -> None:
        """ "China and Russia met in Geneva"; "Ana Ruvo, a delegate to the plenary"; "the delegation of the council at the plenary"."""
        text = self.reading.text
        sentence = self.reading.sentence(mention.start)
        how = "will_attend" if meeting.way == "future" else "attended"
        who: Sequence[Actor | None] = []
        if mention.head.pos_ == "VERB":
            who = [self.describer.actor(t) for t in doers(mention.head) if t.pos_ in ("NOUN", "PROPN")]
        elif (match := _DELEGATE.search(text, max(sentence.start_char, mention.start - 70), mention.start)) is not None:
            if match["of"] is not None:
                who = [a for _, _, a in rollcall.run(self.reading, self.cast, match.end("of"), mention.start)]
            else:
                who = [
                    a
                    for _, e, a in self.cast.within(sentence.start_char, match.start() + 1)
                    if match.start() <= e <= match.start() + 1
                ][-1:]
        for actor in who:
            if actor is not None and (actor.named or actor.family) and "kimberley-process" not in actor.key:
                self.add(
                    meeting,
                    actor,
                    how,
                    *self._whole(sentence.start_char, mention.end),
                    f"'{' '.join(text[max(sentence.start_char, mention.start - 60) : mention.end].split())}'.",
                )

    def lists(self) -> None:
        """Those whom a list of the text puts at a meeting or keeps out of it."""
        for place in (*rollcall.listed(self.reading, self.cast), *beside_names.listed(self.reading, self.cast)):
            meeting = self.which(place.at, place.how, self.reading.sentence(place.at).end_char)
            if meeting is not None and (place.actor.named or place.actor.kind != "person"):
                how = _FUTURE[place.how] if meeting.way == "future" and place.how == "attended" else place.how
                words = " ".join(self.reading.text[place.start : place.end].split())[:120]
                self.add(meeting, place.actor, how, place.start, place.end, f"'{words}'.")

    def _whole(self, start: int, end: int) -> tuple[int, int]:
        return (max(start, end - 160), end)


def find(
    reading: Reading,
    cast: Cast,
    describer: Describer,
    meetings: list[Meeting],
    statements: list[Statement],
    positions: list[Position],
) -> None:
    """Fill the participation of every meeting."""
    if not meetings:
        return
    finder = _Finder(reading, cast, describer, meetings)
    finder.deeds(statements)
    finder.by_phrases()
    finder.lists()
    finder.no_visas()
    presence = Presence(reading, cast, meetings, finder.add)
    presence.chairs()
    presence.implied(statements, positions)
    presence.members()
    Attendance(reading, cast, meetings, statements, positions).find(finder.add)
