"""Loads the language model: the shipped one, or another installed spaCy pipeline with our attribution on top."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from kpdesk.errors import KpdeskError
from kpdesk.extract import attribution, attribution_rules, components
from kpdesk.extract.components import Brain
from kpdesk.extract.lemmas import Lemmas
from kpdesk.extract.network import Network
from kpdesk.extract.tokenizer import bend
from kpdesk.extract.wordpieces import WordPieces

SHIPPED = Path(__file__).parent / "model"
PART = 60_000  # code points of a text that are read at once
FILES = ("meta.json", "labels.json", "lemmas.json", "vocab.txt", "weights.npz")
_AGAIN = "Install kpdesk again to get it back. Everything but the reading of texts works without it."
_STAGES: dict[str, Callable[[Brain], Callable[[Doc], Doc]]] = {
    "encoder": components.encoder,
    "tagger": components.tagger,
    "parser": components.parser,
    "ner": components.ner,
    "attribution": attribution.attributor,
    "attribution_rules": attribution_rules.ruler,
}


class Stage:
    """A place in the pipeline; ``work`` is given to it once the weights are read."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.work: Callable[[Doc], Doc] | None = None

    def __call__(self, doc: Doc) -> Doc:
        if self.work is None:
            raise ModelError(
                f"The stage {self.name} has no weights.", "Load the pipeline with kpdesk.extract.pipeline.load."
            )
        return self.work(doc)


def _stage(nlp: Language, name: str) -> Stage:
    return Stage(name)


for _name in _STAGES:
    Language.factory(f"kpdesk_{_name}", func=_stage)


class ModelError(KpdeskError):
    """A language model is missing or cannot be read."""


def load(name: str | None = None) -> Language:
    """The pipeline to read texts with, loaded once.

    ``name`` is an installed spaCy pipeline for parse and entities; None is the shipped model. After ``nlp(text)``
    ``doc._.attributions`` holds the attributions. Raises ModelError with a hint when the model is missing or broken.
    """
    return _shipped(SHIPPED) if name is None else _other(name, SHIPPED)


def parse(text: str, told: Callable[[float], None] | None = None, name: str | None = None) -> Doc:
    """Read a text with the pipeline of ``name`` (see ``load``); ``told`` hears the share done, most of which is
    the encoder's, and may stop the reading by raising.
    """
    nlp = load(name)
    doc = nlp.make_doc(text)
    if told is not None and "encoder" in nlp.pipe_names:
        doc.user_data[components.TOLD] = lambda share: told(0.8 * share)
    for _, stage in nlp.pipeline:
        doc = stage(doc)
        if told is not None and components.KEY in doc.user_data:
            told(0.8)
    return doc


def is_available() -> bool:
    """Whether the shipped model is there and can be read."""
    try:
        load()
    except ModelError:
        return False
    return True


def model_label(name: str | None = None) -> str:
    """The model's name and version as drafts carry them, such as "kpdesk_en 0.1.0"; needs no loading."""
    meta = _meta(SHIPPED) if name is None else load(name).meta
    own = f"{meta['lang']}_{meta['name']}" if name is not None else meta["name"]
    return f"{own} {meta['version']}"


def parts(text: str, limit: int = PART) -> Iterator[tuple[int, str]]:
    """(offset, part) of a long text in parts of at most ``limit`` code points, cut where a reader would pause."""
    at = 0
    while len(text) - at > limit:
        end = at + limit
        for mark in ("\n\n", "\n", ". ", " "):
            found = text.rfind(mark, at + limit // 2, end)
            if found > 0:
                end = found + len(mark)
                break
        yield at, text[at:end]
        at = end
    yield at, text[at:]


@lru_cache(maxsize=2)
def _shipped(folder: Path) -> Language:
    brain = read_brain(folder)
    nlp = spacy.blank("en")
    bend(nlp)
    nlp.meta.update(_meta(folder))
    _add(nlp, brain, ["encoder", "tagger", "parser", "ner", _attribution(brain)])
    return nlp


@lru_cache(maxsize=2)
def _other(name: str, folder: Path) -> Language:
    try:
        nlp = spacy.load(name)
    except (OSError, ImportError, ValueError, KeyError) as fault:
        raise ModelError(
            f"The language pipeline {name} cannot be loaded.",
            'Install it for this version of spaCy, or write model = "" in settings.toml to go back to the built-in model.',
        ) from fault
    if not any(nlp.has_pipe(p) for p in ("parser", "senter", "sentencizer")):
        nlp.add_pipe("sentencizer")
    try:
        brain = read_brain(folder)
    except ModelError:
        attribution.register()  # parse and entities still serve; nothing is attributed
        return nlp
    _add(nlp, brain, ["encoder", _attribution(brain)])
    return nlp


def _attribution(brain: Brain) -> str:
    return "attribution_rules" if brain.settings.get("by_rule") else "attribution"


def _add(nlp: Language, brain: Brain, stages: list[str]) -> None:
    attribution.register()
    for stage in stages:
        added = nlp.add_pipe(f"kpdesk_{stage}", name=stage if stage not in nlp.pipe_names else f"kpdesk_{stage}")
        assert isinstance(added, Stage)
        added.work = _STAGES[stage](brain)


def read_brain(folder: Path) -> Brain:
    """Weights, labels and tables of a model folder; raises ModelError when it is missing or broken."""
    missing = [f for f in FILES if not (folder / f).is_file()]
    if missing:
        raise ModelError(
            f"The language model is not complete: {', '.join(missing)} missing.",
            _AGAIN,
        )
    try:
        labels = json.loads((folder / "labels.json").read_text("utf-8"))
        return Brain(
            network=Network.read(folder / "weights.npz"),
            pieces=WordPieces((folder / "vocab.txt").read_text("utf-8").split("\n")),
            tags=[(t.split("\t")[0], t.split("\t")[1], t.split("\t")[2]) for t in labels["tags"]],
            labels=labels["labels"],
            entities=labels["entities"],
            lemmas=Lemmas.read(folder / "lemmas.json"),
            settings=_meta(folder).get("settings", {}),
        )
    except (OSError, ValueError, KeyError, IndexError, EOFError, TypeError) as fault:
        raise _broken() from fault
    except Exception as fault:  # zipfile.BadZipFile has no common base with the others
        if type(fault).__name__ != "BadZipFile":
            raise
        raise _broken() from fault


def _broken() -> ModelError:
    return ModelError(
        "The language model is damaged.",
        _AGAIN,
    )


def _meta(folder: Path) -> dict[str, Any]:
    try:
        return json.loads((folder / "meta.json").read_text("utf-8"))
    except (OSError, ValueError) as fault:
        raise ModelError("The language model is missing.", _AGAIN) from fault
