"""The log's part of the check: states follow each other, and the last is what is there."""

from __future__ import annotations

import dataclasses

from kpdesk.domain.values import as_values, canonical, content_hash
from kpdesk.store import change_log
from kpdesk.store.check import check
from kpdesk.store.check_log import verify_exported
from kpdesk.store.erase import erase
from kpdesk.store.findings import hash_of_json
from tests.builders import an_actor, past_kpdesk, put


def test_undo_redo_and_removal_leave_a_log_that_leads_to_the_records(case) -> None:
    """Any order of deeds makes a chain without a gap."""
    actor = put(case, an_actor())
    with case.unit("Renamed") as unit:
        unit.put(dataclasses.replace(actor, name="Other"))
    case.undo()
    case.redo()
    with case.unit("Removed") as unit:
        unit.remove("actor", actor.id)
    assert check(case.path, key=case.key).findings == ()


def test_swapping_two_sets_in_the_log_is_found(case) -> None:
    """The chain fixes their order."""
    put(case, an_actor(name="One"))
    put(case, an_actor(name="Two"))
    with case._engine.connect().execution_options(writing=True, recorded=True) as connection, connection.begin():
        connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
        for table in ("change_set", "change"):
            connection.exec_driver_sql(f"UPDATE {table} SET seq = 99 WHERE seq = 2")
            connection.exec_driver_sql(f"UPDATE {table} SET seq = 2 WHERE seq = 3")
            connection.exec_driver_sql(f"UPDATE {table} SET seq = 3 WHERE seq = 99")
    assert {f.area for f in check(case.path, key=case.key).findings} == {"log"}


def _redacted(kind: str, record_id: str) -> str:
    return (
        "UPDATE change SET before = NULL, after = NULL, redacted = 1"
        f" WHERE kind = '{kind}' AND record_id = '{record_id}'"
    )


def test_a_record_changed_under_the_cover_of_erasing_is_found(full) -> None:
    """Who blanks the log's values of a record and makes its hash fit leaves a record that the log erased."""
    (actor, *_) = full.all("actor")
    forged = content_hash("actor", as_values(dataclasses.replace(actor, reference="forged")))
    change = f"UPDATE actor SET reference = 'forged', content_hash = '{forged}' WHERE id = '{actor.id}'"
    past_kpdesk(full, change, _redacted("actor", actor.id))
    assert [f.message for f in check(full.path, key=full.key).findings] == [
        f"A record of kind actor is there though the log erased it ({actor.id})."
    ]


def test_a_record_taken_away_under_the_cover_of_erasing_is_found(full) -> None:
    """What kpdesk erases it removes by a deed first, and the log's salted hashes say so."""
    (link,) = full.all("position_statement")
    past_kpdesk(
        full, f"DELETE FROM position_statement WHERE id = '{link.id}'", _redacted("position_statement", link.id)
    )
    assert [f.message for f in check(full.path, key=full.key).findings] == [
        f"A record of kind position_statement was erased from the log and never removed ({link.id})."
    ]


def test_a_change_hidden_between_two_others_is_found(full) -> None:
    """Blanking only what came before does not help: the last change still says what must be there."""
    (actor, *_) = full.all("actor")
    with full.unit("Noted") as unit:
        unit.put(dataclasses.replace(actor, note="met"))
    forged = content_hash("actor", as_values(dataclasses.replace(actor, reference="forged")))
    change = f"UPDATE actor SET reference = 'forged', content_hash = '{forged}' WHERE id = '{actor.id}'"
    first = f"{_redacted('actor', actor.id)} AND before IS NULL"
    past_kpdesk(full, change, first)
    assert {f.record for f in check(full.path, key=full.key).findings} == {("actor", actor.id)}


def test_what_was_erased_really_is_no_finding(full) -> None:
    """Removed by erasing, or removed before and erased later; and an actor made again by hand afterwards."""
    (meeting,) = full.all("meeting")
    with full.unit("Removed") as unit:
        unit.remove("meeting", meeting.id)
    erase(full, [("meeting", meeting.id), ("actor", full.all("actor")[0].id)])
    put(full, an_actor())
    assert check(full.path, key=full.key).findings == ()


def test_a_log_from_before_a_kind_had_all_its_fields_is_whole() -> None:
    """Both the log and the records of an old package lack a field; both are read with its default."""
    values = as_values(an_actor())
    del values["why"]
    spelt, salt = canonical(values), "00"
    hashes = {"before_hash": "", "after_hash": change_log.salted(salt, spelt)}
    head = {"seq": 1, "at": "2011", "who": "person", "deed": "do", "undoes": None}
    label_hash = change_log.salted(salt, "Added")
    link = ("actor", values["id"], "", hashes["after_hash"])
    chain = change_log.link_hash(change_log.GENESIS, change_log.head_of(**head, label_hash=label_hash), [link])
    change = {
        "kind": "actor",
        "record_id": values["id"],
        "before": None,
        "after": spelt,
        "salt": salt,
        "redacted": False,
    }
    row = {**head, "label": "Added", "count": 1, "salt": salt, "label_hash": label_hash, "chain": chain}
    row["changes"] = [change | hashes]
    there = {("actor", values["id"]): hash_of_json("actor", spelt)}
    assert verify_exported([row], there) == []
    assert len(verify_exported([row], {})) == 1
    assert verify_exported([row | {"count": 2}], there) and verify_exported([row | {"label": None}], there)
