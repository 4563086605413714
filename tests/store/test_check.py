"""The check: clean on what is whole, and a finding for each way in which a file can stop being so."""

from __future__ import annotations

import pytest

from kpdesk.store.case import CaseFile
from kpdesk.store.check import check, value_of
from tests.builders import a_full_case, an_actor, past_kpdesk, put


def tampered(case: CaseFile, *statements: str) -> list[str]:
    """The areas of what the check finds after such changes."""
    past_kpdesk(case, *statements)
    return sorted({f.area for f in check(case.path, key=case.key).findings})


def test_a_case_that_only_kpdesk_wrote_is_whole(full) -> None:
    """No findings, and the counts say what was looked at."""
    full.undo()
    report = check(full.path, key=full.key)
    assert report.findings == () and report.ok
    assert report.counts["records"] > 10 and report.counts["anchors"] >= 3


@pytest.mark.parametrize(
    ("statement", "areas"),
    [
        ("UPDATE actor SET name = name || 'x'", {"records"}),
        ("UPDATE actor SET name = CAST(name AS BLOB)", {"records"}),
        ("UPDATE actor SET content_hash = 'x'", {"records"}),
        ("UPDATE issue SET phrases = '[ ]'", {"records"}),
        ("UPDATE case_settings SET use_reference = 2", {"records"}),
        ("DELETE FROM name", {"log"}),
        ("UPDATE blob SET data = data || x'20'", {"texts"}),
        ("DELETE FROM blob", {"texts"}),
        ("UPDATE anchor SET start = start + 1", {"anchors", "records"}),
        ("UPDATE anchor SET quote = 'other'", {"anchors", "records"}),
        ("UPDATE change SET after = replace(after, 'Ana', 'Eva')", {"log"}),
        ("UPDATE change SET redacted = 1", {"log"}),
        ("UPDATE change SET record_id = 'x' WHERE id = 3", {"log"}),
        ("DELETE FROM change WHERE id = (SELECT max(id) FROM change)", {"log"}),
        ("UPDATE change_set SET label = 'Nothing' WHERE seq = 2", {"log"}),
        ("UPDATE change_set SET label = NULL WHERE seq = 2", {"log"}),
        ("UPDATE change_set SET who = 'nobody' WHERE seq = 2", {"log"}),
        ("UPDATE change_set SET at = '2001' WHERE seq = 2", {"log"}),
        ("DELETE FROM change_set WHERE seq = 3", {"log"}),
        ("UPDATE statement SET speaker_id = 'nobody'", {"links", "records"}),
        ("DELETE FROM search_index WHERE rowid = 1", {"search"}),
        ("UPDATE search_row SET record_id = 'x' WHERE id = 1", {"search"}),
        ("CREATE TABLE extra(id)", {"structure"}),
        ("CREATE TRIGGER t AFTER INSERT ON actor BEGIN SELECT 1; END", {"structure"}),
        ("DROP INDEX ix_actor_name", {"structure"}),
        ("PRAGMA user_version=0", {"structure"}),
    ],
)
def test_every_way_of_altering_a_file_is_found(full, statement: str, areas: set[str]) -> None:
    """What was changed past kpdesk shows in its own part of the report."""
    assert areas <= set(tampered(full, statement))


def test_a_hash_made_to_fit_does_not_hide_a_changed_record(full) -> None:
    """Who alters a record and its hash alike still has the log against them."""
    from kpdesk.domain.values import as_values, content_hash

    (actor, *_) = full.all("actor")
    values = {**as_values(actor), "name": "Someone else"}
    fitting = content_hash("actor", values)
    statement = f"UPDATE actor SET name = 'Someone else', content_hash = '{fitting}' WHERE id = '{actor.id}'"
    assert "log" in tampered(full, statement)


@pytest.mark.parametrize(
    ("kind", "name", "raw"),
    [
        ("actor", "name", None),
        ("actor", "name", 3),
        ("actor", "score", b"0.5"),
        ("anchor", "start", b"1"),
        ("name", "learnt", 2),
        ("issue", "phrases", b'["a","b"]'),
    ],
)
def test_a_value_that_no_write_of_ours_leaves_is_refused(kind: str, name: str, raw: object) -> None:
    """Another type or spelling of a value is damage even where SQLite takes it."""
    with pytest.raises(ValueError):
        value_of(kind, name, raw)


def test_progress_goes_from_nothing_to_all(case) -> None:
    """A bar can be drawn from it."""
    put(case, an_actor())
    shares: list[float] = []
    check(case.path, key=case.key, progress=shares.append)
    assert shares[0] == 0 and shares[-1] == 1 and shares == sorted(shares)


def test_a_schema_with_a_byte_that_is_no_text_is_a_finding(tmp_path) -> None:
    """The driver's own error cannot be read then; the check still reports."""
    with a_full_case(tmp_path) as case:
        path = case.path
    data = path.read_bytes()
    at = data.index(b"FOREIGN KEY")
    path.write_bytes(data[: at + 2] + b"\xd0" + data[at + 3 :])
    assert not check(path).ok
