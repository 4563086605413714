"""From a thing at stake up the sentence: every word that is for or against it, and who says or does so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from kpdesk.extract import doing, operators
from kpdesk.extract.grammar import conjuncts, first_conjunct, is_passive, is_subject
from kpdesk.extract.operators import Operator, root
from kpdesk.extract.siding_clauses import NOT, agents, blamed, case, denied, duty, governed, owners
from kpdesk.extract.targets import Target, words
from kpdesk.extract.words import each

_MAYBE = each("could may might")
_WILL = each("will would wo ca can cannot could 'll ’ll")
_HELD_IN = each("cover include fall count recognise recognize treat put")
_MEETINGS = each("meeting talk talks plenary session summit conference intersessional gathering")
_ASIDE = each("under during after following despite amid before since because according like unlike through until")
_INTO = each("to into of for against on about at in from")
_FORECAST = each("expect predict anticipate forecast wonder")
_BECOMING = each("stay remain become seem look prove appear sound keep")
_LINKS = each("of at from over for against to with on in")
_IF = each("if unless whether")
_NAMING = each("call describe brand label dub deem consider see regard find think term view judge declare hold")
_TELLING = each("warn complain fear caution worry moan grumble")
_PUTTING = each(
    "want like see ask urge let allow permit prefer keep have get leave make wish need find demand order tell help force forbid invite push press expect"
)
_BORDERS = ("advcl", "parataxis", "advcl:relcl")
_STEPS = 14
_CARRIERS = operators.group("pronouns", "thing") | operators.group("pronouns", "deed")


@dataclass(slots=True)
class Side:
    """A side that the sentence tells. ``doers`` are the words for those who take it; none where it is the speaker's.

    ``thing`` is the side of what they speak about, before they take theirs: what "the proposal" means later on.
    """

    doers: list[Token]
    sign: int
    kind: str
    words: list[Operator]
    thing: int
    mixed: bool = False
    at: int = 0
    owners: bool = False  # doers are owners or agents beside a noun


@dataclass(slots=True)
class Path:
    """What was met on the way up from a target."""

    target: Target
    sign: int
    sides: list[Side] = field(default_factory=list)
    words: list[Operator] = field(default_factory=list)
    judged: bool = False  # a judgement, duty or attitude without a doer: the speaker's
    valued: bool = False  # a judgement or duty
    core: int = 0  # the side of what is done to the target, without what anybody thinks of it
    iffy: bool = False  # only supposed
    top: int = 0
    seen: set[int] = field(default_factory=set)
    lost: bool = False
    carried: bool = False  # a plan, a text or a request stands between the target and those who take sides


class Climber:
    """Reads the sides of one parsed text; ``stops`` are words that are targets themselves."""

    def __init__(self, doc: Doc, stops: dict[int, str], is_actor: Callable[[Token], bool]) -> None:
        self.doc, self.stops, self.is_actor = doc, stops, is_actor
        self.ops: dict[int, dict[str, Operator]] = {}
        for i, kinds in operators.find(doc).items():
            for kind, op in kinds.items():
                for at in {i, op.last} if op.last - i > 3 else range(i, op.last + 1):
                    have = self.ops.setdefault(at, {})
                    if kind not in have or have[kind].last - have[kind].first < op.last - op.first:
                        have[kind] = op

    def climb(self, target: Target, head: Token, own: range, *, only: str = "") -> Path:
        """The way from the head of a target to the top of its sentence. ``own`` are the tokens of the target."""
        path = Path(target, target.side, core=target.side)
        none = any(c.dep_ == "det" and c.text.casefold() == "no" for c in head.children)
        if none:  # "wants no stone sold"
            path.sign = path.core = -target.side
        node, came = head, None
        for _ in range(_STEPS):
            path.top = node.i
            other = self.stops.get(node.i) if node.i not in own else None
            if (
                other not in (None, target.issue)
                and target.kind in ("place", "then")
                and came is not None
                and came.dep_ in ("nmod", "compound", "obl", "amod", "nmod:poss")
            ):
                path.lost = True  # "oversight of Marange" is about the oversight
                return path
            if node.i not in own and self.stops.get(node.i) == target.issue and came is not None:
                path.lost = True  # another thing of the issue governs this one, and is read on its own
                return path
            self._meet(path, node, came, own, only, none and came is None)
            if path.lost:
                return path
            node, came = self._up(path, node)
            if came is None:
                return path
        return path

    def _up(self, path: Path, node: Token) -> tuple[Token, Token | None]:
        first = first_conjunct(node)
        if first.i != node.i and first.pos_ in ("VERB", "AUX") and path.sides and path.sides[-1].at == node.i:
            return node, None  # joined verbs with a side of their own do not govern each other
        top = first
        if any(c.dep_ == "mark" and c.text.casefold() in _IF for c in top.children):
            path.iffy = True
            if top.dep_ == "advcl":
                unless = any(c.dep_ == "mark" and c.text.casefold() == "unless" for c in top.children)
                if unless and (who := doing.doers(top.head)):
                    path.sides.append(Side(who, path.sign, "wish", list(path.words), path.sign, at=top.head.i))
                return node, None
        if (governing := self._complement(top)) is not None:
            return governing, top
        if top.dep_.startswith("obl") and any(c.dep_ == "case" and c.text.casefold() in _ASIDE for c in top.children):
            return node, None
        if top.dep_ in _BORDERS or top.head.i == top.i:
            return node, None
        if top.dep_ == "acl:relcl" and any(is_subject(c) and c.tag_ in ("WP", "WDT") for c in top.children):
            if self.is_actor(top.head):
                return node, None
            path.sides = [s for s in path.sides if s.at != top.i]  # things take no sides
        if top.dep_ == "acl:relcl" and not any(is_subject(c) and c.tag_ in ("WP", "WDT") for c in top.children):
            return node, None
        return top.head, top

    def _complement(self, top: Token) -> Token | None:
        """What governs a clause that is parsed as an aside: "called on Accra to act", "opposed to widening it"."""
        if blamed(top):
            return top.head
        if top.dep_ != "advcl":
            return None
        words = {c.text.casefold() for c in top.children if c.dep_ in ("mark", "case", "aux")}
        if top.tag_ == "VB" and "to" in words:
            return top.head if root(top.head) in _PUTTING or "wish" in self.ops.get(top.head.i, {}) else None
        if top.tag_ != "VBG" or words & _INTO:
            return top.head if top.tag_ == "VBG" else None
        judged = [c for c in top.head.children if c.dep_ == "ccomp" and c.i > top.right_edge.i]
        if not words and judged and not any(is_subject(c) for c in judged[0].children):
            return judged[0]  # "said widening it was essential"
        return None

    def _meet(self, path: Path, node: Token, came: Token | None, own: range, only: str, counted: bool) -> None:
        """Count in the operator of a word, what denies it, and who does it."""
        if node.pos_ == "NOUN" and node.i not in own and node.lemma_ in _CARRIERS and not path.sides:
            path.carried = True
        self._put(path, node, came, only)
        op = self._operator(path, node, own, came, only)
        within = op is not None and any(t.text.casefold() in NOT for t in self.doc[op.first : op.last + 1])
        denial = not counted and not within and denied(node, came)  # "would not hear of" denies itself
        if came is not None and self._elsewhere(path.target, node, came, op, own, only):
            path.lost = True
            return
        self._judge(path, node, came, only)
        if op is None:
            if denial and came is not None:
                path.sign = -path.sign
            else:
                self._named(path, node, came)
            self._related(path, node, came)
            return
        thing, turn = path.sign, self._turn(path, op, node, came)
        path.sign *= turn * (-1 if denial else 1)
        path.words.append(op)
        path.seen.update(range(op.first, op.last + 1))
        if op.kind in ("effect", "act") and not path.sides:
            path.core *= turn * (-1 if denial else 1)
        path.valued = path.valued or op.kind == "value"
        who, beside = self._doers(op, node, came)
        if denial and (root(node) == "agree" or (op.kind in ("effect", "act") and not _will(node))):
            who = []  # that they could not agree, or did not do it, is nobody's side yet
        if who and op.kind != "value":
            mixed = denial and op.kind == "attitude" and (op.sign < 0 or root(node) in ("join", "sign"))
            path.sides.append(Side(who, path.sign, op.kind, list(path.words), thing, mixed, node.i, beside))
        elif op.kind in ("value", "attitude", "wish", "confidence") or (op.kind == "act" and op.sign < 0):
            path.judged = True
        self._related(path, node, came)

    def _judge(self, path: Path, node: Token, came: Token | None, only: str) -> None:
        """Count in what judges beside a word ("arbitrary ban", "must"), and what only foretells."""
        for beside in self._beside(node, came, path, only):
            path.sign *= beside.sign
            path.words.append(beside)
            path.seen.add(beside.first)
            path.judged = path.valued = True
        if duty(node, came):
            path.judged = path.valued = True
        if root(node) in _FORECAST:
            path.judged = path.valued = False
            path.iffy = path.iffy or not path.sides

    def _elsewhere(self, target: Target, node: Token, came: Token, op: Operator | None, own: range, only: str) -> bool:
        """Whether a word governs the target without speaking of it: "walked out of talks on Marange"."""
        if root(node) in _MEETINGS and came.dep_ == "nmod" and node.i not in own:
            return True
        led = case(came)
        if came.dep_ in ("obl", "obl:agent") and root(node) in _HELD_IN and target.kind == "then":
            return led in ("by", "in", "under", "within")  # "covered by the definition"
        if came.dep_ == "obl" and led in ("on", "of", "from", "over"):
            things = [c.i for c in node.children if c.dep_ == "obj"]
            if any(self.stops.get(i) == target.issue for i in things):
                return True  # "backed the ban on its stones", where "on its stones" is taken for the verb's
        if op is None:
            return False
        if op.kind in ("value", "confidence") and came.dep_ == "obj" and node.pos_ == "VERB" and not only:
            return True
        last = self.doc[op.last].text.casefold()
        if op.last > op.first:
            return came.dep_ in ("obl", "nmod") and came.i > op.last and last in _LINKS and led not in ("", last)
        return (root(node) == "ask" and led == "about") or (root(node) == "question" and led in ("about", "for"))

    def _turn(self, path: Path, op: Operator, node: Token, came: Token | None) -> int:
        """The sign of an operator here: "warned that it was premature", "replaced with a vote" turn nothing."""
        if came is not None and path.valued and root(node) in _TELLING and came.dep_ == "ccomp":
            return 1
        by = came is not None and came.dep_ in ("obl", "obl:agent") and case(came) in ("with", "by", "in")
        if by and op.sign < 0 and root(node) in ("replace", "change"):
            return 1
        return self._sign(op, path, node)

    def _sign(self, op: Operator, path: Path, node: Token) -> int:
        target = path.target
        taken_up = any(w.kind in ("effect", "act") for w in path.words)  # "no mandate to deal with abuses"
        if (
            op.kind == "act"
            and not taken_up
            and (target.kind == "evil" or (target.kind == "place" and target.side < 0))
        ):
            return -op.sign
        if target.kind == "then" and target.side < 0 and root(node) in words().get(target.issue, {}).get("turned", ()):
            return -op.sign
        return op.sign

    def _put(self, path: Path, node: Token, came: Token | None, only: str) -> None:
        """ "wants the numbers printed", "let the stones go": what is to happen to the thing."""
        if only or root(node) not in _PUTTING or came is None or came.dep_ not in ("obj", "nsubj:pass", "iobj"):
            return
        for child in [*node.children, *came.children]:
            if child.i <= came.i or child.dep_ not in ("xcomp", "ccomp", "acl", "advcl") or child.i in path.seen:
                continue
            if child.dep_ in ("acl", "advcl") and child.tag_ not in ("VBN", "VB"):
                continue
            kinds = self.ops.get(child.i, {})
            order = (
                ("act", "effect", "value", "attitude")
                if path.target.kind == "evil"
                else ("effect", "act", "value", "attitude")
            )
            op = next((kinds[k] for k in order if k in kinds and kinds[k].first == child.i), None)
            if op is not None:
                path.sign *= self._sign(op, path, child) * (-1 if denied(child, None) else 1)
                path.words.append(op)
                path.seen.update(range(op.first, op.last + 1))
                return

    def _operator(self, path: Path, node: Token, own: range, came: Token | None, only: str) -> Operator | None:
        above = {a.i for a in node.ancestors}
        kinds = {k: o for k, o in self.ops.get(node.i, {}).items() if o.first == node.i or o.first not in above}
        cased = next((c for c in node.children if c.dep_ == "case" and c.i in self.ops and c.i not in own), None)
        if cased is not None and node.i in own:
            kinds = {k: o for k, o in self.ops[cased.i].items() if k == "attitude" and o.first == cased.i}
        elif node.i in own:
            return None
        if not kinds and node.i not in own and node.pos_ in ("VERB", "AUX"):
            for after in range(node.i + 1, min(node.i + 4, len(self.doc))):
                op = self.ops.get(after, {}).get("act")
                if op is not None and op.first == after and op.sign < 0 and op.last > after:
                    kinds = {"act": op}
        if came is not None and is_subject(came) and root(node) in _BECOMING:
            for child in node.children:
                said = self.ops.get(child.i, {})
                kind = "confidence" if only else "value"
                if child.dep_ in ("xcomp", "obj", "acl", "advcl") and kind in said and said[kind].first == child.i:
                    return said[kind]
        if came is not None and came.dep_ == "ccomp" and root(node) not in _PUTTING:
            kinds = {k: o for k, o in kinds.items() if k not in ("effect", "act")}
        if not kinds and came is not None and node.i not in own and not only:
            kinds = governed(self.ops, path.seen, node, came)
        order = ("confidence",) if only else ("attitude", "wish", "effect", "act", "value")
        if came is not None and "value" in kinds and came.dep_ == "nsubj" and not self.is_actor(came) and not only:
            order = ("value", *order)  # "the embargo is killing us": a thing takes no side
        if path.target.kind == "evil":
            order = ("act", "attitude", "wish", "effect", "value")
        usable = [
            kinds[k] for k in order if k in kinds and kinds[k].first not in path.seen and kinds[k].last not in path.seen
        ]
        if not usable:
            return None
        longest = max(usable, key=lambda o: o.last - o.first)
        return longest if longest.last - longest.first > usable[0].last - usable[0].first else usable[0]

    def _beside(self, node: Token, came: Token | None, path: Path, only: str) -> list[Operator]:
        """Judging adjectives before a noun: "an arbitrary ban"."""
        if node.pos_ not in ("NOUN", "PROPN") or only:
            return []
        found = []
        for child in node.children:
            if child.dep_ == "amod" and child.pos_ in ("ADJ", "VERB") and child.i not in path.seen:
                op = self.ops.get(child.i, {}).get("value")
                said_of = came is not None and is_subject(came)
                if op is not None and (op.sign < 0 or said_of) and op.last == child.i:
                    found.append(op)
        return found

    def _named(self, path: Path, node: Token, came: Token | None) -> None:
        """ "called it an important precedent", "described it as arbitrary"."""
        if root(node) not in _NAMING or came is None or came.dep_ not in ("obj", "nsubj:pass", "xcomp", "ccomp", "obl"):
            return
        judged = [
            self.ops[t.i]["value"]
            for t in self.doc[came.right_edge.i + 1 : node.sent.end]
            if "value" in self.ops.get(t.i, {}) and self.ops[t.i]["value"].first == t.i
        ]
        if not judged:
            return
        thing = path.sign
        path.sign *= judged[0].sign
        path.words.append(judged[0])
        who = doing.doers(node)
        if who:
            path.sides.append(Side(who, path.sign, "attitude", list(path.words), thing, at=node.i))
        path.judged = True

    def _related(self, path: Path, node: Token, came: Token | None) -> None:
        """ "a text which Botswana supported", "a proposal floated by Fiji": sides told in a clause about the noun."""
        if node.pos_ not in ("NOUN", "PROPN", "PRON"):
            return
        for child in node.children:
            if child.dep_ not in ("acl", "acl:relcl") or (came is not None and child.i == came.i):
                continue
            for verb in conjuncts(child):
                kinds = self.ops.get(verb.i, {})
                op = next(
                    (kinds[k] for k in ("attitude", "wish", "effect") if k in kinds and kinds[k].first == verb.i), None
                )
                if op is None and root(verb) in _NAMING:
                    after = (
                        self.ops[t.i]["value"]
                        for t in self.doc[verb.i + 1 : verb.right_edge.i + 1]
                        if "value" in self.ops.get(t.i, {})
                    )
                    op = next(after, None)
                if op is None:
                    continue
                subject = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubj:pass")), None)
                if verb.dep_ == "acl" and verb.tag_ not in ("VBN", "VBD"):
                    continue
                if subject is not None and subject.tag_ in ("WP", "WDT") and not is_passive(verb):
                    continue
                who = agents(verb) if (subject is None or subject.dep_ == "nsubj:pass") else conjuncts(subject)
                if who:
                    sign = path.sign * op.sign * (-1 if denied(verb, None) else 1)
                    path.sides.append(Side(who, sign, op.kind, [*path.words, op], path.sign, at=verb.i))

    def _doers(self, op: Operator, node: Token, came: Token | None) -> tuple[list[Token], bool]:
        """Who takes the side of an operator; nobody where it is only wished for, owed or possible."""
        if op.kind == "act" and (op.sign > 0 or node.pos_ != "VERB"):
            return [], False
        if node.pos_ in ("NOUN", "PROPN"):
            copular = any(c.dep_ == "cop" for c in node.children)
            if copular:
                return [s for s in doing.doers(node) if came is None or s.i != came.i], False
            return owners(node), True
        if duty(node, came):
            return [], False
        words = {c.text.casefold() for c in node.children if c.dep_ in ("aux", "aux:pass")}
        if words & _MAYBE and op.kind != "attitude":
            return [], False
        if blamed(node):
            return [c for c in node.head.children if c.dep_ == "obj"], False
        infinite = node.tag_ == "VB" and "to" in {c.text.casefold() for c in node.children if c.dep_ in ("mark", "aux")}
        if infinite or (node.tag_ == "VB" and not words and op.kind in ("effect", "act")):
            return [], False
        if node.tag_ == "VBN" and node.pos_ == "VERB" and not words:
            return agents(node), True
        if node.tag_ == "VBG" and not words and op.kind in ("effect", "act"):
            return [], False
        if is_passive(node) and root(node) != "oppose":
            return agents(node), False
        who = doing.doers(node)
        if node.tag_ in ("VBD", "VBP", "VBZ") and not who and node.dep_ == "conj":
            who = doing.doers(first_conjunct(node))
        return [w for w in who if came is None or w.i != came.i], False


def _will(node: Token) -> bool:
    return bool(_WILL & {c.text.casefold() for c in node.children})
