"""The first case format, spelt out, so that files of it can be told from what the record classes say later."""

from __future__ import annotations

from alembic import op

revision = "r0001"
down_revision = None
branch_labels = None
depends_on = None

STATEMENTS = (
    "CREATE TABLE actor (id TEXT NOT NULL, state TEXT NOT NULL, made_by TEXT NOT NULL, score FLOAT, "
    "why TEXT NOT NULL, decided_by TEXT, decided_at TEXT, machine_said TEXT, name TEXT NOT NULL, kind TEXT NOT NULL, "
    "country TEXT, note TEXT NOT NULL, reference TEXT, content_hash TEXT NOT NULL, PRIMARY KEY (id))",
    "CREATE TABLE blob (sha256 TEXT NOT NULL, data BLOB NOT NULL, PRIMARY KEY (sha256))",
    'CREATE TABLE briefing_made (id TEXT NOT NULL, kind TEXT NOT NULL, "of" TEXT NOT NULL, made_at TEXT NOT NULL, '
    "choices TEXT NOT NULL, contents TEXT NOT NULL, content_hash TEXT NOT NULL, PRIMARY KEY (id))",
    "CREATE TABLE briefing_template (id TEXT NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL, "
    "choices TEXT NOT NULL, content_hash TEXT NOT NULL, PRIMARY KEY (id))",
    "CREATE TABLE case_settings (id TEXT NOT NULL, name TEXT NOT NULL, languages JSON NOT NULL, "
    "use_reference BOOLEAN NOT NULL, house_style TEXT NOT NULL, content_hash TEXT NOT NULL, PRIMARY KEY (id))",
    "CREATE TABLE change_set (seq INTEGER NOT NULL, at TEXT NOT NULL, who TEXT NOT NULL, label TEXT, "
    "deed TEXT NOT NULL, undoes INTEGER, count INTEGER NOT NULL, salt TEXT NOT NULL, label_hash TEXT NOT NULL, "
    "chain TEXT NOT NULL, PRIMARY KEY (seq), "
    "CONSTRAINT fk_change_set_undoes FOREIGN KEY(undoes) REFERENCES change_set (seq))",
    'CREATE TABLE issue (id TEXT NOT NULL, "key" TEXT NOT NULL, label TEXT NOT NULL, description TEXT NOT NULL, '
    "support_means TEXT NOT NULL, phrases JSON NOT NULL, content_hash TEXT NOT NULL, PRIMARY KEY (id))",
    "CREATE TABLE saved_search (id TEXT NOT NULL, name TEXT NOT NULL, criteria TEXT NOT NULL, "
    "content_hash TEXT NOT NULL, PRIMARY KEY (id))",
    "CREATE TABLE search_row (id INTEGER NOT NULL, kind TEXT NOT NULL, record_id TEXT NOT NULL, source_id TEXT, "
    "PRIMARY KEY (id))",
    "CREATE TABLE source (id TEXT NOT NULL, title TEXT NOT NULL, outlet TEXT NOT NULL, author TEXT NOT NULL, "
    "address TEXT NOT NULL, kind TEXT NOT NULL, language TEXT NOT NULL, published TEXT, accessed TEXT, "
    "note TEXT NOT NULL, added_at TEXT NOT NULL, read_by TEXT, content_hash TEXT NOT NULL, PRIMARY KEY (id))",
    "CREATE TABLE tag (id TEXT NOT NULL, name TEXT NOT NULL, colour TEXT NOT NULL, content_hash TEXT NOT NULL, "
    "PRIMARY KEY (id))",
    "CREATE TABLE affiliation (id TEXT NOT NULL, state TEXT NOT NULL, made_by TEXT NOT NULL, score FLOAT, "
    "why TEXT NOT NULL, decided_by TEXT, decided_at TEXT, machine_said TEXT, member_id TEXT NOT NULL, of_id TEXT, "
    'role TEXT NOT NULL, start TEXT, "end" TEXT, content_hash TEXT NOT NULL, PRIMARY KEY (id), '
    "CONSTRAINT fk_affiliation_member_id FOREIGN KEY(member_id) REFERENCES actor (id) DEFERRABLE INITIALLY DEFERRED, "
    "CONSTRAINT fk_affiliation_of_id FOREIGN KEY(of_id) REFERENCES actor (id) DEFERRABLE INITIALLY DEFERRED)",
    "CREATE TABLE change (id INTEGER NOT NULL, seq INTEGER NOT NULL, kind TEXT NOT NULL, record_id TEXT NOT NULL, "
    '"before" TEXT, "after" TEXT, salt TEXT NOT NULL, before_hash TEXT NOT NULL, after_hash TEXT NOT NULL, '
    "redacted BOOLEAN NOT NULL, PRIMARY KEY (id), "
    "CONSTRAINT fk_change_seq FOREIGN KEY(seq) REFERENCES change_set (seq))",
    "CREATE TABLE distinction (id TEXT NOT NULL, actor_id TEXT NOT NULL, other_id TEXT NOT NULL, "
    "decided_by TEXT NOT NULL, decided_at TEXT NOT NULL, content_hash TEXT NOT NULL, PRIMARY KEY (id), "
    "CONSTRAINT fk_distinction_actor_id FOREIGN KEY(actor_id) REFERENCES actor (id) DEFERRABLE INITIALLY DEFERRED, "
    "CONSTRAINT fk_distinction_other_id FOREIGN KEY(other_id) REFERENCES actor (id) DEFERRABLE INITIALLY DEFERRED)",
    "CREATE TABLE learnt_phrase (id TEXT NOT NULL, phrase TEXT NOT NULL, issue_id TEXT NOT NULL, "
    "stance TEXT NOT NULL, scope TEXT NOT NULL, from_change INTEGER, withdrawn BOOLEAN NOT NULL, "
    "content_hash TEXT NOT NULL, PRIMARY KEY (id), "
    "CONSTRAINT fk_learnt_phrase_issue_id FOREIGN KEY(issue_id) REFERENCES issue (id) DEFERRABLE INITIALLY DEFERRED)",
    "CREATE TABLE meeting (id TEXT NOT NULL, state TEXT NOT NULL, made_by TEXT NOT NULL, score FLOAT, "
    "why TEXT NOT NULL, decided_by TEXT, decided_at TEXT, machine_said TEXT, name TEXT NOT NULL, kind TEXT NOT NULL, "
    'series TEXT NOT NULL, place TEXT NOT NULL, country TEXT, start TEXT, "end" TEXT, when_phrase TEXT NOT NULL, '
    "when_why TEXT NOT NULL, chair_id TEXT, host_id TEXT, note TEXT NOT NULL, reference TEXT, "
    "content_hash TEXT NOT NULL, PRIMARY KEY (id), "
    "CONSTRAINT fk_meeting_chair_id FOREIGN KEY(chair_id) REFERENCES actor (id) DEFERRABLE INITIALLY DEFERRED, "
    "CONSTRAINT fk_meeting_host_id FOREIGN KEY(host_id) REFERENCES actor (id) DEFERRABLE INITIALLY DEFERRED)",
    "CREATE TABLE name (id TEXT NOT NULL, actor_id TEXT NOT NULL, text TEXT NOT NULL, kind TEXT NOT NULL, "
    "language TEXT NOT NULL, learnt BOOLEAN NOT NULL, content_hash TEXT NOT NULL, PRIMARY KEY (id), "
    "CONSTRAINT fk_name_actor_id FOREIGN KEY(actor_id) REFERENCES actor (id) DEFERRABLE INITIALLY DEFERRED)",
    "CREATE TABLE position (id TEXT NOT NULL, state TEXT NOT NULL, made_by TEXT NOT NULL, score FLOAT, "
    "why TEXT NOT NULL, decided_by TEXT, decided_at TEXT, machine_said TEXT, source_id TEXT, "
    "holder_id TEXT NOT NULL, issue_id TEXT NOT NULL, stance TEXT NOT NULL, as_of TEXT, claimed_by_id TEXT, "
    "note TEXT NOT NULL, content_hash TEXT NOT NULL, PRIMARY KEY (id), "
    "CONSTRAINT fk_position_source_id FOREIGN KEY(source_id) REFERENCES source (id) DEFERRABLE INITIALLY DEFERRED, "
    "CONSTRAINT fk_position_holder_id FOREIGN KEY(holder_id) REFERENCES actor (id) DEFERRABLE INITIALLY DEFERRED, "
    "CONSTRAINT fk_position_issue_id FOREIGN KEY(issue_id) REFERENCES issue (id) DEFERRABLE INITIALLY DEFERRED, "
    "CONSTRAINT fk_position_claimed_by_id FOREIGN KEY(claimed_by_id) REFERENCES actor (id) DEFERRABLE INITIALLY DEFERRED)",
    "CREATE TABLE text_version (id TEXT NOT NULL, source_id TEXT NOT NULL, number INTEGER NOT NULL, "
    "text_sha256 TEXT NOT NULL, received_sha256 TEXT NOT NULL, how TEXT NOT NULL, characters INTEGER NOT NULL, "
    "offset_map TEXT NOT NULL, made_at TEXT NOT NULL, content_hash TEXT NOT NULL, PRIMARY KEY (id), "
    "CONSTRAINT fk_text_version_source_id FOREIGN KEY(source_id) REFERENCES source (id) DEFERRABLE INITIALLY DEFERRED)",
    "CREATE TABLE agenda_item (id TEXT NOT NULL, meeting_id TEXT NOT NULL, issue_id TEXT, title TEXT NOT NULL, "
    "ordinal INTEGER NOT NULL, content_hash TEXT NOT NULL, PRIMARY KEY (id), "
    "CONSTRAINT fk_agenda_item_meeting_id FOREIGN KEY(meeting_id) REFERENCES meeting (id) DEFERRABLE INITIALLY DEFERRED, "
    "CONSTRAINT fk_agenda_item_issue_id FOREIGN KEY(issue_id) REFERENCES issue (id) DEFERRABLE INITIALLY DEFERRED)",
    "CREATE TABLE participation (id TEXT NOT NULL, state TEXT NOT NULL, made_by TEXT NOT NULL, score FLOAT, "
    "why TEXT NOT NULL, decided_by TEXT, decided_at TEXT, machine_said TEXT, meeting_id TEXT NOT NULL, "
    "actor_id TEXT NOT NULL, how TEXT NOT NULL, content_hash TEXT NOT NULL, PRIMARY KEY (id), "
    "CONSTRAINT fk_participation_meeting_id FOREIGN KEY(meeting_id) REFERENCES meeting (id) DEFERRABLE INITIALLY DEFERRED, "
    "CONSTRAINT fk_participation_actor_id FOREIGN KEY(actor_id) REFERENCES actor (id) DEFERRABLE INITIALLY DEFERRED)",
    "CREATE TABLE statement (id TEXT NOT NULL, state TEXT NOT NULL, made_by TEXT NOT NULL, score FLOAT, "
    "why TEXT NOT NULL, decided_by TEXT, decided_at TEXT, machine_said TEXT, source_id TEXT NOT NULL, "
    "speaker_id TEXT, on_behalf_of_id TEXT, content TEXT NOT NULL, mode TEXT NOT NULL, told_to TEXT NOT NULL, "
    "said_on TEXT, said_on_phrase TEXT NOT NULL, said_on_why TEXT NOT NULL, said_at_id TEXT, run_up_to_id TEXT, "
    "note TEXT NOT NULL, content_hash TEXT NOT NULL, PRIMARY KEY (id), "
    "CONSTRAINT fk_statement_source_id FOREIGN KEY(source_id) REFERENCES source (id) DEFERRABLE INITIALLY DEFERRED, "
    "CONSTRAINT fk_statement_speaker_id FOREIGN KEY(speaker_id) REFERENCES actor (id) DEFERRABLE INITIALLY DEFERRED, "
    "CONSTRAINT fk_statement_on_behalf_of_id FOREIGN KEY(on_behalf_of_id) REFERENCES actor (id) DEFERRABLE INITIALLY DEFERRED, "
    "CONSTRAINT fk_statement_said_at_id FOREIGN KEY(said_at_id) REFERENCES meeting (id) DEFERRABLE INITIALLY DEFERRED, "
    "CONSTRAINT fk_statement_run_up_to_id FOREIGN KEY(run_up_to_id) REFERENCES meeting (id) DEFERRABLE INITIALLY DEFERRED)",
    "CREATE TABLE echo (id TEXT NOT NULL, state TEXT NOT NULL, made_by TEXT NOT NULL, score FLOAT, "
    "why TEXT NOT NULL, decided_by TEXT, decided_at TEXT, machine_said TEXT, statement_id TEXT NOT NULL, "
    "source_id TEXT NOT NULL, content_hash TEXT NOT NULL, PRIMARY KEY (id), "
    "CONSTRAINT fk_echo_statement_id FOREIGN KEY(statement_id) REFERENCES statement (id) DEFERRABLE INITIALLY DEFERRED, "
    "CONSTRAINT fk_echo_source_id FOREIGN KEY(source_id) REFERENCES source (id) DEFERRABLE INITIALLY DEFERRED)",
    "CREATE TABLE outcome (id TEXT NOT NULL, state TEXT NOT NULL, made_by TEXT NOT NULL, score FLOAT, "
    "why TEXT NOT NULL, decided_by TEXT, decided_at TEXT, machine_said TEXT, agenda_item_id TEXT NOT NULL, "
    "result TEXT NOT NULL, claimant_id TEXT, note TEXT NOT NULL, content_hash TEXT NOT NULL, PRIMARY KEY (id), "
    "CONSTRAINT fk_outcome_agenda_item_id FOREIGN KEY(agenda_item_id) REFERENCES agenda_item (id) DEFERRABLE INITIALLY DEFERRED, "
    "CONSTRAINT fk_outcome_claimant_id FOREIGN KEY(claimant_id) REFERENCES actor (id) DEFERRABLE INITIALLY DEFERRED)",
    "CREATE TABLE position_statement (id TEXT NOT NULL, position_id TEXT NOT NULL, statement_id TEXT NOT NULL, "
    "content_hash TEXT NOT NULL, PRIMARY KEY (id), "
    "CONSTRAINT fk_position_statement_position_id FOREIGN KEY(position_id) REFERENCES position (id) DEFERRABLE INITIALLY DEFERRED, "
    "CONSTRAINT fk_position_statement_statement_id FOREIGN KEY(statement_id) REFERENCES statement (id) DEFERRABLE INITIALLY DEFERRED)",
    "CREATE TABLE statement_issue (id TEXT NOT NULL, statement_id TEXT NOT NULL, issue_id TEXT NOT NULL, "
    "content_hash TEXT NOT NULL, PRIMARY KEY (id), "
    "CONSTRAINT fk_statement_issue_statement_id FOREIGN KEY(statement_id) REFERENCES statement (id) DEFERRABLE INITIALLY DEFERRED, "
    "CONSTRAINT fk_statement_issue_issue_id FOREIGN KEY(issue_id) REFERENCES issue (id) DEFERRABLE INITIALLY DEFERRED)",
    "CREATE TABLE statement_meeting (id TEXT NOT NULL, statement_id TEXT NOT NULL, meeting_id TEXT NOT NULL, "
    "content_hash TEXT NOT NULL, PRIMARY KEY (id), "
    "CONSTRAINT fk_statement_meeting_statement_id FOREIGN KEY(statement_id) REFERENCES statement (id) DEFERRABLE INITIALLY DEFERRED, "
    "CONSTRAINT fk_statement_meeting_meeting_id FOREIGN KEY(meeting_id) REFERENCES meeting (id) DEFERRABLE INITIALLY DEFERRED)",
    "CREATE TABLE tagging (id TEXT NOT NULL, tag_id TEXT NOT NULL, source_id TEXT, statement_id TEXT, "
    "meeting_id TEXT, actor_id TEXT, content_hash TEXT NOT NULL, PRIMARY KEY (id), "
    "CONSTRAINT fk_tagging_tag_id FOREIGN KEY(tag_id) REFERENCES tag (id) DEFERRABLE INITIALLY DEFERRED, "
    "CONSTRAINT fk_tagging_source_id FOREIGN KEY(source_id) REFERENCES source (id) DEFERRABLE INITIALLY DEFERRED, "
    "CONSTRAINT fk_tagging_statement_id FOREIGN KEY(statement_id) REFERENCES statement (id) DEFERRABLE INITIALLY DEFERRED, "
    "CONSTRAINT fk_tagging_meeting_id FOREIGN KEY(meeting_id) REFERENCES meeting (id) DEFERRABLE INITIALLY DEFERRED, "
    "CONSTRAINT fk_tagging_actor_id FOREIGN KEY(actor_id) REFERENCES actor (id) DEFERRABLE INITIALLY DEFERRED)",
    "CREATE TABLE anchor (id TEXT NOT NULL, text_version_id TEXT NOT NULL, start INTEGER NOT NULL, "
    '"end" INTEGER NOT NULL, quote TEXT NOT NULL, prefix TEXT NOT NULL, suffix TEXT NOT NULL, role TEXT NOT NULL, '
    "ordinal INTEGER NOT NULL, actor_id TEXT, affiliation_id TEXT, meeting_id TEXT, participation_id TEXT, "
    "outcome_id TEXT, statement_id TEXT, echo_id TEXT, position_id TEXT, content_hash TEXT NOT NULL, "
    "PRIMARY KEY (id), "
    "CONSTRAINT fk_anchor_text_version_id FOREIGN KEY(text_version_id) REFERENCES text_version (id) DEFERRABLE INITIALLY DEFERRED, "
    "CONSTRAINT fk_anchor_actor_id FOREIGN KEY(actor_id) REFERENCES actor (id) DEFERRABLE INITIALLY DEFERRED, "
    "CONSTRAINT fk_anchor_affiliation_id FOREIGN KEY(affiliation_id) REFERENCES affiliation (id) DEFERRABLE INITIALLY DEFERRED, "
    "CONSTRAINT fk_anchor_meeting_id FOREIGN KEY(meeting_id) REFERENCES meeting (id) DEFERRABLE INITIALLY DEFERRED, "
    "CONSTRAINT fk_anchor_participation_id FOREIGN KEY(participation_id) REFERENCES participation (id) DEFERRABLE INITIALLY DEFERRED, "
    "CONSTRAINT fk_anchor_outcome_id FOREIGN KEY(outcome_id) REFERENCES outcome (id) DEFERRABLE INITIALLY DEFERRED, "
    "CONSTRAINT fk_anchor_statement_id FOREIGN KEY(statement_id) REFERENCES statement (id) DEFERRABLE INITIALLY DEFERRED, "
    "CONSTRAINT fk_anchor_echo_id FOREIGN KEY(echo_id) REFERENCES echo (id) DEFERRABLE INITIALLY DEFERRED, "
    "CONSTRAINT fk_anchor_position_id FOREIGN KEY(position_id) REFERENCES position (id) DEFERRABLE INITIALLY DEFERRED, "
    "CONSTRAINT anchor_has_one_owner CHECK ((actor_id IS NOT NULL) + (affiliation_id IS NOT NULL) + (meeting_id IS NOT NULL) + (participation_id IS NOT NULL) + (outcome_id IS NOT NULL) + (statement_id IS NOT NULL) + (echo_id IS NOT NULL) + (position_id IS NOT NULL) = 1), "
    'CONSTRAINT anchor_has_characters CHECK (0 <= start AND start < "end"))',
    "CREATE INDEX ix_actor_name ON actor (name)",
    "CREATE INDEX ix_actor_proposed ON actor (id) WHERE state = 'proposed'",
    "CREATE INDEX ix_actor_rejected ON actor (id) WHERE state = 'rejected'",
    "CREATE INDEX ix_change_set_undoes ON change_set (undoes)",
    'CREATE UNIQUE INDEX ix_issue_key ON issue ("key")',
    "CREATE UNIQUE INDEX ix_search_row_record ON search_row (record_id, kind)",
    "CREATE INDEX ix_source_published ON source (published)",
    "CREATE INDEX ix_affiliation_member_id ON affiliation (member_id, state)",
    "CREATE INDEX ix_affiliation_of_id ON affiliation (of_id, state) WHERE of_id IS NOT NULL",
    "CREATE INDEX ix_affiliation_proposed ON affiliation (id) WHERE state = 'proposed'",
    "CREATE INDEX ix_affiliation_rejected ON affiliation (id) WHERE state = 'rejected'",
    "CREATE INDEX ix_change_record ON change (record_id, kind)",
    "CREATE INDEX ix_change_seq ON change (seq)",
    "CREATE INDEX ix_distinction_actor_id ON distinction (actor_id)",
    "CREATE INDEX ix_distinction_other_id ON distinction (other_id)",
    "CREATE INDEX ix_learnt_phrase_issue_id ON learnt_phrase (issue_id)",
    "CREATE INDEX ix_meeting_chair_id ON meeting (chair_id, state) WHERE chair_id IS NOT NULL",
    "CREATE INDEX ix_meeting_host_id ON meeting (host_id, state) WHERE host_id IS NOT NULL",
    "CREATE INDEX ix_meeting_proposed ON meeting (id) WHERE state = 'proposed'",
    "CREATE INDEX ix_meeting_rejected ON meeting (id) WHERE state = 'rejected'",
    "CREATE INDEX ix_name_actor_id ON name (actor_id)",
    "CREATE INDEX ix_name_text ON name (text)",
    "CREATE INDEX ix_position_claimed_by_id ON position (claimed_by_id, state) WHERE claimed_by_id IS NOT NULL",
    "CREATE INDEX ix_position_holder_id ON position (holder_id, state)",
    "CREATE INDEX ix_position_issue_id ON position (issue_id, state)",
    "CREATE INDEX ix_position_proposed ON position (id) WHERE state = 'proposed'",
    "CREATE INDEX ix_position_rejected ON position (id) WHERE state = 'rejected'",
    "CREATE INDEX ix_position_source_id ON position (source_id, state) WHERE source_id IS NOT NULL",
    "CREATE INDEX ix_text_version_received ON text_version (received_sha256)",
    "CREATE INDEX ix_text_version_source_id ON text_version (source_id)",
    "CREATE INDEX ix_text_version_text ON text_version (text_sha256)",
    "CREATE INDEX ix_agenda_item_issue_id ON agenda_item (issue_id) WHERE issue_id IS NOT NULL",
    "CREATE INDEX ix_agenda_item_meeting_id ON agenda_item (meeting_id)",
    "CREATE INDEX ix_participation_actor_id ON participation (actor_id, state)",
    "CREATE INDEX ix_participation_meeting_id ON participation (meeting_id, state)",
    "CREATE INDEX ix_participation_proposed ON participation (id) WHERE state = 'proposed'",
    "CREATE INDEX ix_participation_rejected ON participation (id) WHERE state = 'rejected'",
    "CREATE INDEX ix_statement_on_behalf_of_id ON statement (on_behalf_of_id, state) WHERE on_behalf_of_id IS NOT NULL",
    "CREATE INDEX ix_statement_proposed ON statement (id) WHERE state = 'proposed'",
    "CREATE INDEX ix_statement_rejected ON statement (id) WHERE state = 'rejected'",
    "CREATE INDEX ix_statement_run_up_to_id ON statement (run_up_to_id, state) WHERE run_up_to_id IS NOT NULL",
    "CREATE INDEX ix_statement_said_at_id ON statement (said_at_id, state) WHERE said_at_id IS NOT NULL",
    "CREATE INDEX ix_statement_said_on ON statement (said_on)",
    "CREATE INDEX ix_statement_source_id ON statement (source_id, state)",
    "CREATE INDEX ix_statement_speaker_id ON statement (speaker_id, state) WHERE speaker_id IS NOT NULL",
    "CREATE INDEX ix_echo_proposed ON echo (id) WHERE state = 'proposed'",
    "CREATE INDEX ix_echo_rejected ON echo (id) WHERE state = 'rejected'",
    "CREATE INDEX ix_echo_source_id ON echo (source_id, state)",
    "CREATE INDEX ix_echo_statement_id ON echo (statement_id, state)",
    "CREATE INDEX ix_outcome_agenda_item_id ON outcome (agenda_item_id, state)",
    "CREATE INDEX ix_outcome_claimant_id ON outcome (claimant_id, state) WHERE claimant_id IS NOT NULL",
    "CREATE INDEX ix_outcome_proposed ON outcome (id) WHERE state = 'proposed'",
    "CREATE INDEX ix_outcome_rejected ON outcome (id) WHERE state = 'rejected'",
    "CREATE INDEX ix_position_statement_position_id ON position_statement (position_id)",
    "CREATE INDEX ix_position_statement_statement_id ON position_statement (statement_id)",
    "CREATE INDEX ix_statement_issue_issue_id ON statement_issue (issue_id)",
    "CREATE INDEX ix_statement_issue_statement_id ON statement_issue (statement_id)",
    "CREATE INDEX ix_statement_meeting_meeting_id ON statement_meeting (meeting_id)",
    "CREATE INDEX ix_statement_meeting_statement_id ON statement_meeting (statement_id)",
    "CREATE INDEX ix_tagging_actor_id ON tagging (actor_id) WHERE actor_id IS NOT NULL",
    "CREATE INDEX ix_tagging_meeting_id ON tagging (meeting_id) WHERE meeting_id IS NOT NULL",
    "CREATE INDEX ix_tagging_source_id ON tagging (source_id) WHERE source_id IS NOT NULL",
    "CREATE INDEX ix_tagging_statement_id ON tagging (statement_id) WHERE statement_id IS NOT NULL",
    "CREATE INDEX ix_tagging_tag_id ON tagging (tag_id)",
    "CREATE INDEX ix_anchor_actor_id ON anchor (actor_id) WHERE actor_id IS NOT NULL",
    "CREATE INDEX ix_anchor_affiliation_id ON anchor (affiliation_id) WHERE affiliation_id IS NOT NULL",
    "CREATE INDEX ix_anchor_echo_id ON anchor (echo_id) WHERE echo_id IS NOT NULL",
    "CREATE INDEX ix_anchor_meeting_id ON anchor (meeting_id) WHERE meeting_id IS NOT NULL",
    "CREATE INDEX ix_anchor_outcome_id ON anchor (outcome_id) WHERE outcome_id IS NOT NULL",
    "CREATE INDEX ix_anchor_participation_id ON anchor (participation_id) WHERE participation_id IS NOT NULL",
    "CREATE INDEX ix_anchor_place ON anchor (text_version_id, start)",
    "CREATE INDEX ix_anchor_position_id ON anchor (position_id) WHERE position_id IS NOT NULL",
    "CREATE INDEX ix_anchor_statement_id ON anchor (statement_id) WHERE statement_id IS NOT NULL",
    "CREATE INDEX ix_anchor_text_version_id ON anchor (text_version_id)",
    "CREATE VIRTUAL TABLE search_index USING fts5(title, body, content='', contentless_delete=1, "
    "tokenize='unicode61 remove_diacritics 2')",
    "INSERT INTO search_index(search_index, rank) VALUES('secure-delete', 1)",
)


def upgrade() -> None:
    """Make every table, index and the search index."""
    for statement in STATEMENTS:
        op.execute(statement)
