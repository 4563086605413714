"""Attribution by rule, from the parse and the quotation marks: what a model trained without PolNeAR goes by."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from spacy.tokens import Doc, Span, Token

from kpdesk.extract.attribution import Attribution, resolve_overlaps, trimmed
from kpdesk.extract.components import KEY
from kpdesk.extract.wordpieces import quotation_states

VERBS = frozenset(
    [
        "accuse",
        "acknowledge",
        "add",
        "admit",
        "advise",
        "affirm",
        "agree",
        "allege",
        "announce",
        "argue",
        "ask",
        "assert",
        "assure",
        "believe",
        "blame",
        "boast",
        "caution",
        "charge",
        "cite",
        "claim",
        "comment",
        "complain",
        "concede",
        "conclude",
        "confirm",
        "contend",
        "criticize",
        "criticise",
        "declare",
        "demand",
        "deny",
        "describe",
        "disclose",
        "emphasize",
        "emphasise",
        "estimate",
        "expect",
        "explain",
        "express",
        "fear",
        "feel",
        "find",
        "hope",
        "indicate",
        "inform",
        "insist",
        "joke",
        "lament",
        "maintain",
        "mention",
        "note",
        "observe",
        "order",
        "pledge",
        "point",
        "posit",
        "praise",
        "predict",
        "promise",
        "propose",
        "question",
        "quote",
        "reaffirm",
        "recall",
        "recommend",
        "refuse",
        "reject",
        "remark",
        "remind",
        "repeat",
        "reply",
        "report",
        "reveal",
        "say",
        "show",
        "signal",
        "state",
        "stress",
        "suggest",
        "suspect",
        "swear",
        "tell",
        "testify",
        "think",
        "threaten",
        "tweet",
        "urge",
        "vow",
        "want",
        "warn",
        "welcome",
        "wonder",
        "worry",
        "write",
    ]
)
_CLAUSES = ("ccomp", "xcomp", "parataxis", "obj", "dobj")
_SUBJECTS = ("nsubj", "nsubj:pass", "nsubjpass", "nsubj:outer")
SHORTEST = 3  # words of a quotation that is taken for speech


def ruler(_: object = None) -> Callable[[Doc], Doc]:
    """The component that fills ``doc._.attributions`` by rule."""

    def attribute(doc: Doc) -> Doc:
        found = [a for sentence in doc.sents for a in (*_reported(sentence), *_according(sentence))]
        doc._.attributions = resolve_overlaps([*_quoted(doc), *found])
        doc.user_data.pop(KEY, None)
        return doc

    return attribute


def _is_report(token: Token) -> bool:
    return token.pos_ == "VERB" and token.lemma_.casefold() in VERBS


def source_of(verb: Token) -> Span | None:
    """The subject of a verb of saying, without what hangs on it as a clause; of a joined verb, the first verb's."""
    for child in verb.children:
        if child.dep_ in _SUBJECTS:
            return _phrase(child)
    return source_of(verb.head) if verb.dep_ == "conj" and verb.head.i != verb.i and verb.head.pos_ == "VERB" else None


def _phrase(head: Token) -> Span:
    last = head.i
    for token in head.subtree:
        clause = any(
            a.dep_ in ("acl:relcl", "relcl", "parataxis") and a.i > head.i
            for a in (token, *token.ancestors)
            if a.i > head.i
        )
        if token.i == last + 1 and not clause and not token.is_space:
            last = token.i
    while last > head.i and head.doc[last].is_punct:
        last -= 1
    first = min(t.i for t in head.subtree)
    return head.doc[min(first, head.i) : last + 1]


def _reported(sentence: Span) -> Iterator[Attribution]:
    for token in sentence:
        if not _is_report(token):
            continue
        for child in token.children:
            if child.dep_ not in _CLAUSES or (child.dep_ in ("obj", "dobj") and child.pos_ not in ("NOUN", "PROPN")):
                continue
            words = [t.i for t in child.subtree]
            first, last = min(words), max(words) + 1
            if first <= token.i < last:
                first, last = (token.i + 1, last) if child.i > token.i else (first, token.i)
            content = trimmed(token.doc, first, last)
            if content is not None and len(content) > 1:
                yield Attribution(
                    source_of(token),
                    token.doc[token.i : token.i + 1],
                    (content,),
                    0.6 if child.dep_ == "ccomp" else 0.45,
                )


def _according(sentence: Span) -> Iterator[Attribution]:
    doc = sentence.doc
    for token in sentence:
        if token.lower_ != "according" or token.i + 2 >= sentence.end or doc[token.i + 1].lower_ != "to":
            continue
        end = token.i + 2
        while end < sentence.end and doc[end].text not in {",", ".", ";"} and not doc[end].is_space:
            end += 1
        before, after = (sentence.start, token.i), (end, sentence.end)
        first, last = before if before[1] - before[0] > after[1] - after[0] else after
        content = trimmed(doc, first, last)
        if content is not None and len(content) > 2:
            yield Attribution(doc[token.i + 2 : end], doc[token.i : token.i + 2], (content,), 0.7)


def _quoted(doc: Doc) -> Iterator[Attribution]:
    starts, fresh = [], True
    for token in doc:
        starts.append(fresh and not token.is_space)
        fresh = (fresh and token.is_space) or "\n" in token.text
    states = quotation_states([t.text for t in doc], starts)
    begun = None
    for i in range(len(doc) + 1):
        inside = i < len(doc) and states[i] == 1
        if inside and begun is None:
            begun = i
        elif not inside and begun is not None:
            content = trimmed(doc, begun, i)
            begun = None
            if content is not None and len(content) >= SHORTEST:
                verb = _nearest_report(content, states)
                if verb is not None:
                    yield Attribution(source_of(verb), doc[verb.i : verb.i + 1], (content,), 0.8)


def _nearest_report(content: Span, states: list[int]) -> Token | None:
    doc = content.doc
    for distance in range(1, 13):
        for i in (content.end + distance, content.start - 1 - distance):
            if 0 <= i < len(doc) and states[i] == 0 and _is_report(doc[i]):
                between = doc[min(i, content.start) : max(i, content.end)]
                if "\n" not in between.text.strip():
                    return doc[i]
    return None
