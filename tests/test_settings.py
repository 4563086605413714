"""Settings: kept in one file, forgiving when it was written by hand."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from kpdesk import settings
from kpdesk.settings import Settings


def test_what_was_saved_is_read_again(tmp_path: Path) -> None:
    """Every field survives a restart."""
    path = tmp_path / "deep" / "settings.toml"
    made = Settings(theme="dark", scale=1.25, recent=["/a/“b”.kpdesk"], layout={"sources@x": [288, 360]}, path=path)
    made.house_style = {"name": 'Partnership \\ "Africa"'}
    made.save()
    assert settings.load(path) == made


@given(st.text(), st.floats(0.5, 3), st.dictionaries(st.text(), st.lists(st.text(), max_size=2), max_size=2))
def test_any_words_survive(words: str, scale: float, lanes: dict[str, list[str]]) -> None:
    """A name with an emoji in it made the whole file unreadable: JSON and TOML escape such a sign differently."""
    made = Settings(model=words, recent=[words, "/home/a/💎\x7f.kpdesk"], scale=scale, lanes=lanes)
    with tempfile.TemporaryDirectory() as folder:
        made.path = Path(folder) / "settings.toml"
        made.save()
        assert settings.load(made.path) == made


def test_a_name_that_is_no_text_spoils_nothing_else(tmp_path: Path) -> None:
    """Linux allows any bytes as names; such a case is not among the recent ones next time, all else is as it was."""
    made = Settings(theme="dark", recent=["/a/\udcff.kpdesk", "/a/b.kpdesk"], path=tmp_path / "settings.toml")
    made.lanes = {"/a/\udcff.kpdesk": ["x"]}
    made.save()
    read = settings.load(made.path)
    assert (read.theme, read.recent, read.lanes) == ("dark", ["/a/b.kpdesk"], {})


def test_a_broken_file_gives_the_defaults(tmp_path: Path) -> None:
    """What cannot be read is no reason not to start."""
    path = tmp_path / "settings.toml"
    path.write_text("theme = [", encoding="utf-8")
    assert settings.load(path) == Settings(path=path)


def test_a_value_of_the_wrong_type_is_left_out(tmp_path: Path) -> None:
    """One odd line does not spoil the others."""
    path = tmp_path / "settings.toml"
    path.write_text('theme = 7\nscale = 2\nsingle_keys = false\nunknown = "x"\n', encoding="utf-8")
    read = settings.load(path)
    assert (read.theme, read.scale, read.single_keys) == ("system", 2.0, False)


def test_recent_cases_are_listed_once_and_newest_first(tmp_path: Path) -> None:
    """Opening a case again brings it to the top."""
    made = Settings(path=tmp_path / "settings.toml")
    for name in ("a", "b", "a"):
        made.remember_case(tmp_path / name)
    assert [Path(name).name for name in made.recent] == ["a", "b"]
    made.forget_case(tmp_path / "a")
    assert [Path(name).name for name in settings.load(made.path).recent] == ["b"]


def test_two_windows_do_not_undo_each_others_settings(tmp_path: Path) -> None:
    """What one clears or sets stays so when the other closes; each keeps what it changed itself."""
    path = tmp_path / "settings.toml"
    Settings(recent=["/a/secret.kpdesk"], layout={"sources": [288, 360]}, path=path).save()
    one, other = settings.load(path), settings.load(path)
    one.forget_cases()
    one.keep_recent = False
    one.layout["actors"] = [300, 400]
    one.save()
    other.window = "where it stood"
    other.layout["sources"] = [320, 360]
    other.save()
    read = settings.load(path)
    assert (read.recent, read.keep_recent, read.window) == ([], False, "where it stood")
    assert read.layout == {"actors": [300, 400], "sources": [320, 360]}
    other.remember_case("/a/another.kpdesk")
    assert settings.load(path).recent == other.recent == []


def test_settings_that_cannot_be_saved_are_told_and_saved_when_they_can(tmp_path: Path) -> None:
    """A full or closed disk is no reason to stop, nor to give up."""
    (tmp_path / "folder").write_text("a file where the folder should be")
    told: list[str] = []
    made = Settings(recent=["/a/b.kpdesk"], path=tmp_path / "folder" / "settings.toml")
    made.on_unsaved = told.append
    assert not made.forget_cases()
    assert len(told) == 1 and told[0].startswith("Your settings could not be saved: ")
    (tmp_path / "folder").unlink()
    assert made.save() and settings.load(made.path).recent == []


def test_names_of_cases_that_an_earlier_program_left_go(tmp_path: Path) -> None:
    """Widths and lanes were kept under the name of the case file."""
    path = tmp_path / "settings.toml"
    path.write_text('[layout]\n"sources@secret.kpdesk" = [288, 360]\n"sources" = [300, 360]\n', encoding="utf-8")
    read = settings.load(path)
    assert read.layout == {"sources": [300, 360]}
    read.save()
    assert "secret" not in path.read_text("utf-8")
