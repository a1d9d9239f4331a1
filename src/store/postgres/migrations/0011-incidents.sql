-- What is stored of an integration. Its rows elsewhere carry the code: four bytes instead of forty, and a deleted integration is
-- gone at once, however many rows are still to be removed.
create table integration_data (
  workspace_id text not null,
  code integer not null,
  integration_id text not null,
  is_deleted boolean not null default false,
  incidents bigint not null default 0,
  state json,
  directory json,
  primary key (workspace_id, code)
);
create unique index integration_data_ids on integration_data (workspace_id, integration_id) where not is_deleted;
select lock_to_workspace('integration_data');

-- Services, priorities, teams … as JSON, each once; incidents name them by code. A code is never given twice.
create table coded_values (
  workspace_id text not null,
  code integer not null,
  integration integer not null,
  field text not null,
  value text not null,
  primary key (workspace_id, code)
);
create unique index coded_values_values on coded_values (workspace_id, integration, field, md5(value));
select lock_to_workspace('coded_values');

-- A number of 32 bits, 0 for none, as four bytes.
create function packed(number bigint) returns bytea immutable parallel safe
return int4send((coalesce(number, 0) - 2147483648)::integer);

-- What reports read. `facts` holds the same numbers once more, in the layout of src/store/postgres/facts.ts: a report takes the
-- rows of its window as a few long values, which is many times faster than a million rows of columns.
create table incidents (
  workspace_id text not null,
  integration integer not null,
  incident_id text not null check (position(e'\n' in incident_id) = 0),
  number bigint not null,
  created_at bigint not null,
  updated_at bigint not null,
  resolved_at bigint,
  acknowledged_at bigint,
  last_worked_at bigint,
  title_hash bigint not null,
  key_hash bigint not null,
  service integer,
  priority integer,
  urgency integer not null,
  status integer not null,
  ending integer not null,
  teams integer not null,
  -- null: alerts were not read
  severities integer,
  -- null: log entries were not read
  responders integer,
  -- the commit that brought this version
  sequence bigint not null,
  facts bytea not null generated always as (
    packed(number) || packed(created_at) || packed(updated_at) || packed(resolved_at) || packed(acknowledged_at)
    || packed(last_worked_at) || packed(title_hash) || packed(key_hash) || int4send(integration)
    || int4send(coalesce(service, 0)) || int4send(coalesce(priority, 0)) || int4send(urgency) || int4send(status)
    || int4send(ending) || int4send(teams) || int4send(coalesce(severities, 0)) || int4send(coalesce(responders, 0))
  ) stored,
  primary key (workspace_id, integration, incident_id)
);
alter table incidents alter column facts set storage plain;
create index incidents_created on incidents (workspace_id, created_at);
create index incidents_updated on incidents (workspace_id, updated_at);
create index incidents_resolved on incidents (workspace_id, resolved_at) where resolved_at is not null;
create index incidents_open on incidents (workspace_id, integration) where resolved_at is null;
create index incidents_numbers on incidents (workspace_id, integration, number);
select lock_to_workspace('incidents');

-- Versions that were replaced: what a report made earlier saw.
create table incident_versions (
  like incidents including generated including storage including constraints,
  -- the commit that brought the next version
  superseded bigint not null,
  primary key (workspace_id, integration, incident_id, sequence)
);
create index incident_versions_superseded on incident_versions (workspace_id, superseded);
select lock_to_workspace('incident_versions');

-- What only drill-down needs, and what tells whether a reading changes anything.
create table incident_details (
  workspace_id text not null,
  integration integer not null,
  incident_id text not null,
  updated_at bigint not null,
  reopened integer not null,
  -- checksums of the record, of its log entries (null: not read), of its alerts (null: not read)
  content_check bigint not null,
  enrichment_check bigint,
  severities_check bigint,
  -- title, url, key
  details json not null,
  primary key (workspace_id, integration, incident_id)
);
select lock_to_workspace('incident_details');

-- Runs and rejected records, as they came.
create table sync_log (
  workspace_id text not null,
  integration integer not null,
  kind text not null,
  place bigint not null generated always as identity,
  value json not null,
  primary key (workspace_id, integration, kind, place)
);
select lock_to_workspace('sync_log');
