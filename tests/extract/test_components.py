"""The stages of the pipeline with a chance network: whatever it says, what they set on a doc is whole."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from spacy.language import Language

from kpdesk.extract import components, pipeline
from tests.extract.brains import write_model


@pytest.fixture(scope="module", params=[1, 2, 3])
def reader(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory):
    brain = pipeline.read_brain(write_model(tmp_path_factory.mktemp("model"), request.param))
    nlp = spacy.blank("en")
    stages = [components.encoder(brain), components.tagger(brain), components.parser(brain), components.ner(brain)]

    def read(text: str):
        doc = nlp.make_doc(text)
        for stage in stages:
            doc = stage(doc)
        return doc

    return read


TEXTS = ["abc def ghi.", '\n\n  abc "def.\n\nghi jkl" \n', "", "   \n ", "☃", "a " * 700]


@pytest.mark.parametrize("text", TEXTS)
def test_every_text_gets_whole_sentences_and_words_stay(reader, text: str) -> None:
    """Sentences cover the text once; each has one root; no character is lost."""
    doc = reader(text)
    assert doc.text == text
    assert [t.i for s in doc.sents for t in s] == list(range(len(doc)))
    for sentence in doc.sents:
        assert sum(t.head.i == t.i for t in sentence) == 1
        assert all(sentence.start <= t.head.i < sentence.end for t in sentence)


def test_words_have_tags_and_lemmas_and_spaces_are_spaces(reader) -> None:
    """Nothing is left blank for the stages that follow."""
    doc = reader("abc \n\n def")
    assert all(t.pos_ and t.tag_ and t.lemma_ and t.dep_ for t in doc)
    assert [t.pos_ == "SPACE" for t in doc] == [t.is_space for t in doc]


def test_a_paragraph_starts_a_sentence(reader) -> None:
    """No sentence runs over a paragraph's end."""
    doc = reader("abc def\n\nghi jkl\n\nmno")
    begins = {s.start for s in doc.sents}
    assert {t.i for t in doc if t.text in ("ghi", "mno")} <= begins


def test_a_stage_without_encoder_says_so() -> None:
    """The vectors are looked for where the encoder puts them."""
    with pytest.raises(KeyError):
        components.encoded(spacy.blank("en")("abc"))


def test_stages_are_known_to_spacy_by_name(tmp_path: Path) -> None:
    """They can be switched off one by one, as the benchmark does."""
    nlp = Language()
    nlp.add_pipe("kpdesk_encoder")
    assert nlp.pipe_names == ["kpdesk_encoder"]
