"""Loading: the shipped model, another pipeline by name, and what is said when there is none."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from kpdesk import cli, settings
from kpdesk.extract import pipeline
from kpdesk.extract.pipeline import ModelError
from kpdesk.services import capture, cases
from tests.extract.brains import write_model


def test_the_shipped_model_is_loaded_once_and_reads() -> None:
    """Parse, names, lemmas and attributions, offline."""
    nlp = pipeline.load()
    assert nlp is pipeline.load()
    doc = nlp("Alan Brown of Global Witness told reporters in Harare that the plenary had failed. He walked out.")
    assert len(list(doc.sents)) == 2
    assert ("Alan Brown", "PERSON") in [(e.text, e.label_) for e in doc.ents]
    assert doc[4].ent_type_ == "ORG"
    assert next(t for t in doc if t.text == "told").lemma_ == "tell"
    assert next(t for t in doc if t.text == "Brown").sent.root.text == "told"
    assert len(doc._.attributions) == 1
    assert pipeline.is_available()


def test_the_label_names_model_and_version() -> None:
    """Drafts say what made them."""
    assert pipeline.model_label() == "kpdesk_en 0.1.0"


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n\n", "-----\n| a | b |\n| 1 | 2 |", "Это не английский текст.", "x" * 3000, "\ud7ff\u0000 a"]
)
def test_odd_texts_are_read_without_fault(text: str) -> None:
    """Lists, tables, other languages and nothing at all are no crash."""
    assert pipeline.load()(text).text == text


@given(st.text(alphabet="ab .\n", max_size=400), st.integers(20, 90))
def test_parts_are_the_text_and_know_their_offsets(text: str, limit: int) -> None:
    """Joined, the parts are the text; none is longer than asked."""
    found = list(pipeline.parts(text, limit))
    assert "".join(p for _, p in found) == text
    assert all(text[o : o + len(p)] == p and len(p) <= limit for o, p in found)


def test_parts_are_cut_at_paragraphs_where_there_are_any() -> None:
    """A sentence is not cut in two when a paragraph ends nearby."""
    assert [p for _, p in pipeline.parts("a" * 30 + "\n\n" + "b" * 20, 40)] == ["a" * 30 + "\n\n", "b" * 20]


@pytest.mark.parametrize("gone", pipeline.FILES)
def test_a_missing_file_is_named_with_what_to_do(tmp_path: Path, gone: str) -> None:
    """The message says what is missing; nothing else is raised."""
    folder = write_model(tmp_path / "model")
    (folder / gone).unlink()
    with pytest.raises(ModelError) as fault:
        pipeline.read_brain(folder)
    assert gone in fault.value.message and "Install kpdesk again" in fault.value.hint


@pytest.mark.parametrize("broken", pipeline.FILES)
@pytest.mark.parametrize("content", [b"", b"\x00\xff\x00", b"{}"])
def test_a_damaged_file_is_said_in_plain_words(tmp_path: Path, broken: str, content: bytes) -> None:
    """A file cut short or overwritten gives one known error."""
    folder = write_model(tmp_path / "model")
    (folder / broken).write_bytes(content)
    if (broken, content) == ("meta.json", b"{}"):
        pytest.skip("an empty meta has no settings, which is allowed")
    with pytest.raises(ModelError):
        pipeline.read_brain(folder)


def test_without_a_model_it_is_not_available(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The program can ask before it offers to read a text."""
    monkeypatch.setattr(pipeline, "SHIPPED", tmp_path / "nothing")
    assert not pipeline.is_available()
    with pytest.raises(ModelError):
        pipeline.model_label()


def test_an_unknown_pipeline_name_is_said_with_what_to_do() -> None:
    """A name in the settings that is not installed is no crash."""
    with pytest.raises(ModelError) as fault:
        pipeline.load("en_nowhere_trf")
    assert "en_nowhere_trf" in fault.value.message and "settings" in fault.value.hint


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory):
    """A small pipeline as a wheel, built here and unpacked on the path, as an installer would."""
    folder = tmp_path_factory.mktemp("wheel")
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "ORG", "pattern": "Zembla Diamond Board"}])  # type: ignore[attr-defined]
    nlp.meta.update(name="tiny_test", version="0.0.1")
    package = folder / "source" / "en_tiny_test"
    package.mkdir(parents=True)
    nlp.to_disk(package / "en_tiny_test-0.0.1")
    shutil.copy(package / "en_tiny_test-0.0.1" / "meta.json", package / "meta.json")
    (package / "__init__.py").write_text(
        "from pathlib import Path\nfrom spacy.util import load_model_from_init_py\n"
        "def load(**overrides):\n    return load_model_from_init_py(__file__, **overrides)\n"
    )
    (folder / "source" / "pyproject.toml").write_text(
        '[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n[project]\nname = "en-tiny-test"\nversion = "0.0.1"\n'
        '[project.entry-points.spacy_models]\nen_tiny_test = "en_tiny_test"\n[tool.hatch.build.targets.wheel]\npackages = ["en_tiny_test"]\n'
    )
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder / "dist")],
        cwd=folder / "source",
        check=True,
        capture_output=True,
    )
    (wheel,) = (folder / "dist").glob("*.whl")
    shutil.unpack_archive(wheel, folder / "site", "zip")
    sys.path.insert(0, str(folder / "site"))
    yield "en_tiny_test"
    sys.path.remove(str(folder / "site"))


def test_another_installed_pipeline_serves_with_our_attribution_on_top(installed: str) -> None:
    """Its entities, our attributions; the label says whose parse it is."""
    nlp = pipeline.load(installed)
    doc = nlp("The Zembla Diamond Board said that exports will stop. It was late.")
    assert [(e.text, e.label_) for e in doc.ents] == [("Zembla Diamond Board", "ORG")]
    assert [a.content.text for a in doc._.attributions] == ["exports will stop"]
    assert len(list(doc.sents)) == 2
    assert pipeline.model_label(installed) == "en_tiny_test 0.0.1"


def test_a_pipeline_that_the_settings_name_reads_the_texts(
    installed: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """From settings.toml to the drafts of the command line and to the proposals in a case; without it the own model reads."""
    text = tmp_path / "a.txt"
    text.write_text("The Zembla Diamond Board said that exports will stop. It was late.")

    def model_of_draft() -> str:
        assert cli.main(["extract", str(text), "--json"]) == 0
        return json.loads(capsys.readouterr().out)["made_by"]["model"]

    assert model_of_draft() == "kpdesk_en 0.1.0"
    prefer = settings.load()
    prefer.model = installed
    prefer.save()
    assert model_of_draft() == "en_tiny_test 0.0.1"
    with cases.create(tmp_path / "a.kpdesk") as case:
        draft = capture.read_source(case, capture.add_file(case, text).source_id)
    assert draft.model == "en_tiny_test 0.0.1"
    assert "Zembla Diamond Board" in [a.name for a in draft.actors]
    assert [s.content[0].text for s in draft.statements] == ["exports will stop"]


def test_a_pipeline_that_the_settings_name_and_nobody_installed_is_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It says which, and how to go back to the model that came with kpdesk."""
    (tmp_path / "a.txt").write_text("The board said that exports will stop.")
    prefer = settings.load()
    prefer.model = "en_nowhere_trf"
    prefer.save()
    assert cli.main(["extract", str(tmp_path / "a.txt")]) == 1
    told = capsys.readouterr().err
    assert told.startswith("kpdesk: The language pipeline en_nowhere_trf cannot be loaded.") and "settings.toml" in told


def test_another_pipeline_serves_without_our_weights(
    installed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Parse and entities go on; nothing is attributed."""
    monkeypatch.setattr(pipeline, "SHIPPED", tmp_path / "nothing")
    doc = pipeline.load(installed)("The Zembla Diamond Board said that exports will stop.")
    assert len(doc.ents) == 1
    assert len(doc._.attributions) == 0
