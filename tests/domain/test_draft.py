"""Drafts as the interchange form that the command line prints."""

from __future__ import annotations

import json

from kpdesk.domain.draft import Draft, DraftActor, Span
from tests.services.drafts import TEXT, a_draft


def test_an_empty_draft_has_every_key() -> None:
    """Unknown is null or an empty list; a key is never left out."""
    assert Draft(characters=3).as_json() == {
        "format": "kpdesk-draft/1",
        "source": {"sha256": "", "characters": 3, "published": None, "title": None, "outlet": None, "language": None},
        "made_by": {"program": "", "model": ""},
        "notes": [], "actors": [], "meetings": [], "statements": [], "positions": [],
    }  # fmt: skip


def test_a_full_draft_is_plain_json_with_its_spans() -> None:
    """Nested records become objects, tuples lists; every span has start, end and the words between."""
    plain = a_draft().as_json()
    assert json.loads(json.dumps(plain)) == plain
    spans = [m for a in plain["actors"] for m in a["mentions"]] + [c for s in plain["statements"] for c in s["content"]]
    assert spans
    assert all(TEXT[s["start"] : s["end"]] == s["text"] for s in spans)
    assert plain["meetings"][0]["participation"][0]["how"] == "will_boycott"
    assert plain["positions"][0]["claimed_by"] == "a1"


def test_an_actor_lists_its_mentions_in_the_order_given() -> None:
    """As the format says, with the keys of one span."""
    actor = DraftActor(id="a1", name="Ana", kind="person", mentions=(Span(5, 8, "Ana"), Span(0, 3, "Ana")))
    (plain,) = Draft(characters=8, actors=(actor,)).as_json()["actors"]
    assert plain["mentions"] == [{"start": 5, "end": 8, "text": "Ana"}, {"start": 0, "end": 3, "text": "Ana"}]
