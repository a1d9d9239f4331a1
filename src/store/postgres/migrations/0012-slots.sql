-- The slot ledger: one due time of one digest fires once. Instants are seconds since 1970, by the database's clock.
create table slots (
  workspace_id text not null,
  digest_id text not null,
  due_at bigint not null,
  state text not null,
  attempts integer not null,
  owner text,
  lease_until bigint,
  retry_at bigint,
  finished_at bigint,
  message json,
  report_ids json not null default '[]',
  note text,
  told_at bigint,
  primary key (workspace_id, digest_id, due_at)
);
-- What the scheduler looks for each minute.
create index slots_unfinished on slots (workspace_id, due_at) where state in ('claimed', 'waiting', 'posting');
create index slots_untold on slots (workspace_id, due_at) where state in ('failed', 'unknown') and told_at is null;
select lock_to_workspace('slots');
