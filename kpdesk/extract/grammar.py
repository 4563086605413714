"""Questions about a parsed sentence (Universal Dependencies): phrases, conjuncts, subjects, tense, negation."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from kpdesk.extract.words import CONDITIONALS, FUTURE_VERBS, NEGATIONS

_SUBJECTS = ("nsubj", "nsubj:pass", "nsubj:outer", "csubj")
_CLAUSE_DEPS = frozenset(
    ["ROOT", "root", "ccomp", "xcomp", "advcl", "acl", "acl:relcl", "conj", "parataxis", "csubj", "advcl:relcl"]
)


def base(token: Token) -> str:
    """The lemma in lower case; the word itself where the pipeline has no lemma."""
    return (token.lemma_ or token.text).casefold()


def is_subject(token: Token) -> bool:
    return token.dep_ in _SUBJECTS


def is_verb(token: Token) -> bool:
    return token.pos_ in ("VERB", "AUX")


def conjuncts(token: Token) -> list[Token]:
    """The token and what is joined to it by "and", "or" or commas."""
    found, queue = [token], [token]
    while queue:
        for child in queue.pop().children:
            if child.dep_ == "conj":
                found.append(child)
                queue.append(child)
    return sorted(found, key=lambda t: t.i)


def first_conjunct(token: Token) -> Token:
    """The head of the list that the token belongs to; its relation is the relation of the whole list."""
    while token.dep_ == "conj" and token.head.i != token.i:
        token = token.head
    return token


def _joins(token: Token, following: Token) -> bool:
    """Whether a word stands before a noun inside its phrase."""
    if token.is_space or "\n" in token.text_with_ws:
        return False
    if token.pos_ in ("DET", "ADJ", "NOUN", "PROPN", "NUM") or token.tag_ in ("PRP$", "POS", "VBG", "HYPH", "AFX"):
        if token.tag_ in ("WDT", "WP", "WRB") or (token.pos_ == "DET" and following.pos_ in ("VERB", "AUX")):
            return False
        return token.tag_ != "VBG" or following.tag_.startswith("NN")
    return (
        (token.tag_ == "VBN" and following.pos_ in ("NOUN", "PROPN", "ADJ"))
        or token.text in ("&", "-", "'s", "’s")
        or token.text.casefold() in ("most", "so", "so-called", "more")
    )


_WIDEST = 40  # words of a phrase before and after its noun; a longer run of nouns is no phrase


def chunk(token: Token) -> Span:
    """The run of words around a noun that make one phrase with it, without prepositional phrases."""
    doc = token.doc
    left = right = token.i
    while (
        left > max(0, token.i - _WIDEST)
        and _joins(doc[left - 1], doc[left])
        and not (doc[left].pos_ == "DET" and doc[left - 1].pos_ in ("NOUN", "PROPN"))
    ):
        left -= 1
        if (
            doc[left].pos_ == "DET"
            and doc[left].text.casefold() in ("the", "a", "an", "this", "these")
            and (left == 0 or doc[left - 1].pos_ != "DET")
        ):
            break
    while (
        right + 1 < min(len(doc), token.i + _WIDEST)
        and doc[right].whitespace_ in (" ", "")
        and (
            doc[right + 1].pos_ in ("NOUN", "PROPN")
            or (
                doc[right + 1].text in ("&", "-")
                and right + 2 < len(doc)
                and doc[right + 2].pos_ in ("NOUN", "PROPN", "ADJ")
            )
            or (
                doc[right + 1].tag_ == "POS"
                and right + 2 < len(doc)
                and doc[right + 2].pos_ in ("NOUN", "PROPN", "ADJ", "NUM", "VERB")
            )
            or (
                doc[right].text in ("&", "-", "'s", "’s")
                and doc[right + 1].pos_ in ("NOUN", "PROPN", "ADJ", "VERB", "NUM")
            )
            or (
                doc[right + 1].pos_ in ("ADJ", "NUM")
                and right + 2 < len(doc)
                and doc[right + 2].pos_ in ("NOUN", "PROPN")
                and (doc[right].tag_ in ("POS", "DT", "PRP$", "JJ") or doc[right + 1].text[:1].isupper())
            )
        )
    ):
        right += 1
    while left < token.i and doc[left].text in ("'s", "’s", "&", "-", "’", "'"):
        left += 1
    return doc[left : right + 1]


def noun(span: Span) -> Token:
    """The head of a chunk: its last noun."""
    nouns = [t for t in span if t.pos_ in ("NOUN", "PROPN", "PRON", "NUM")]
    return nouns[-1] if nouns else span[-1]


def phrase(token: Token) -> Span:
    """A chunk with the of-, from- or for-phrase that goes with it: "a member of the Zimbabwean delegation"."""
    doc, whole = token.doc, chunk(token)
    end = whole.end
    if (
        end + 1 < len(doc)
        and doc[end].text in ("of", "from", "for")
        and noun(whole).pos_ == "NOUN"
        and not noun(whole).text.endswith("ion")
    ):
        after = doc[end + 1]
        inner = next((t for t in doc[end + 1 : end + 5] if t.pos_ in ("NOUN", "PROPN", "NUM")), None)
        if inner is not None and after.pos_ in ("DET", "ADJ", "NOUN", "PROPN", "NUM"):
            end = chunk(inner).end
    return doc[whole.start : end]


def chunks(span: Span) -> list[Span]:
    """The phrases of a stretch of text, in order."""
    found: list[Span] = []
    at = span.start
    while at < span.end:
        token = span.doc[at]
        if token.tag_ != "PRP$" and (token.pos_ in ("NOUN", "PROPN", "PRON") or token.tag_ == "CD"):
            piece = chunk(token) if token.pos_ != "PRON" else span.doc[at : at + 1]
            found.append(span.doc[max(piece.start, span.start) : min(piece.end, span.end)])
            at = max(piece.end, at + 1)
        else:
            at += 1
    return found


def clause(token: Token) -> Token:
    """The head of the clause that a token stands in: a verb, or the predicate of a copula."""
    seen = 0
    while token.head.i != token.i and seen < 60:
        if token.dep_ in _CLAUSE_DEPS and (is_verb(token) or any(c.dep_ == "cop" for c in token.children)):
            return token
        token, seen = token.head, seen + 1
    return token


def subjects(verb: Token) -> list[Token]:
    """Who does it: own subject, else the subject of the verb it is joined or subordinate to (shared subjects)."""
    for child in verb.children:
        if child.dep_ in ("nsubj", "nsubj:outer", "csubj") and child.pos_ != "VERB":
            if child.text.casefold() in ("who", "which", "that") and verb.dep_ in ("acl:relcl", "advcl:relcl"):
                return conjuncts(verb.head)
            return conjuncts(child)
    agents = [
        c
        for c in verb.children
        if c.dep_ == "obl:agent"
        or (c.dep_ == "obl" and any(g.dep_ == "case" and g.text.casefold() == "by" for g in c.children))
    ]
    if agents and any(c.dep_ in ("nsubj:pass", "aux:pass") for c in verb.children):
        return conjuncts(agents[0])
    if any(c.dep_ == "nsubj:pass" for c in verb.children):
        return []
    if verb.dep_ in ("conj", "xcomp", "advcl", "parataxis") and is_verb(verb.head):
        return subjects(verb.head)
    if verb.dep_ == "conj" and verb.head.i != verb.i:
        return subjects(verb.head)
    if verb.dep_ == "acl" and verb.head.pos_ in ("NOUN", "PROPN") and verb.tag_ == "VBG":
        return conjuncts(verb.head)
    return []


def patients(verb: Token) -> list[Token]:
    """What is done to: objects, and the subject of a passive."""
    found: list[Token] = []
    for child in verb.children:
        if child.dep_ in ("obj", "nsubj:pass"):
            found += conjuncts(child)
    if (
        verb.dep_ == "acl:relcl"
        and not found
        and verb.head.pos_ in ("NOUN", "PROPN")
        and any(
            c.text.casefold() in ("which", "that", "who") and c.dep_ in ("obj", "nsubj:pass") for c in verb.children
        )
    ):
        found.append(verb.head)
    return found


def is_passive(verb: Token) -> bool:
    return any(c.dep_ in ("nsubj:pass", "aux:pass") for c in verb.children)


def negated(verb: Token) -> bool:
    """Whether the clause denies it: "did not", "never", "refused to", "failed to", "without ...ing"."""
    if any(
        base(c) in NEGATIONS or c.text.casefold() in NEGATIONS
        for c in verb.children
        if c.dep_ in ("advmod", "det", "mark", "cc", "aux")
    ):
        return True
    head = verb.head
    if verb.dep_ == "xcomp" and base(head) in ("refuse", "fail", "decline", "forget"):
        return not negated(head)
    return verb.dep_ in ("xcomp",) and head.i != verb.i and is_verb(head) and negated(head)


def conditional(verb: Token) -> bool:
    """Whether the clause is only supposed: "if Harare fails"."""
    current = verb
    for _ in range(4):
        if any(c.dep_ == "mark" and c.text.casefold() in CONDITIONALS for c in current.children):
            return True
        if current.head.i == current.i or current.dep_ not in ("xcomp", "conj", "ccomp"):
            return False
        current = current.head
    return False


def tense(token: Token) -> str | None:
    """ "past", "future" or None for the clause of a token."""
    verb = clause(token)
    for _ in range(4):
        words = {c.text.casefold() for c in verb.children if c.dep_ in ("aux", "aux:pass", "cop")}
        if words & {"will", "would", "shall", "wo", "'ll", "’ll", "should", "may", "might", "could"}:
            return "future"
        if verb.dep_ == "xcomp" and (base(verb.head) in FUTURE_VERBS or verb.head.tag_ == "TO"):
            return "future"
        if base(verb) in ("schedule", "expect", "plan", "due") and token.i != verb.i:
            return "future"
        if (
            verb.tag_ == "VBD"
            or "had" in words
            or ({"was", "were", "did"} & words)
            or (verb.tag_ == "VBN" and words & {"has", "have"})
        ):
            return "past"
        if verb.tag_ in ("VBP", "VBZ") and not words:
            return None
        if verb.head.i == verb.i:
            return None
        verb = clause(verb.head)
    return None


def preposition(token: Token) -> str:
    """The preposition or other case mark before a phrase, in lower case."""
    return " ".join(c.text.casefold() for c in token.children if c.dep_ == "case" and c.i < token.i)


def sentences(doc: Doc) -> Iterator[Span]:
    """Sentences, cut at every line break as well."""
    for sent in doc.sents:
        start = sent.start
        for token in sent:
            if token.i > start and "\n" in doc[token.i - 1].text_with_ws:
                if doc[start : token.i].text.strip():
                    yield doc[start : token.i]
                start = token.i
        if doc[start : sent.end].text.strip():
            yield doc[start : sent.end]
