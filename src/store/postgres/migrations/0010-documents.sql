-- One row a workspace, kept for good: its counters never go back, also when its data goes and comes again.
create table workspaces (
  workspace_id text primary key,
  -- the newest commit that may have changed a report; whoever commits one locks the row first, so that commits of a
  -- workspace become visible in the order of their numbers, whichever process makes them
  revision bigint not null default 0,
  -- the next number for an integration's data or a coded value
  next_code integer not null default 1
);
select lock_to_workspace('workspaces');

-- The small tables of the port: settings, integrations, collections, roles … JSON as text, which keeps what jsonb refuses
-- (\u0000) and the order of members.
create table documents (
  workspace_id text not null,
  kind text not null,
  id text not null,
  -- in lower case, where a name is unique
  name text,
  -- lists are in the order of the first saving
  place bigint not null generated always as identity,
  value json not null,
  primary key (workspace_id, kind, id)
);
create unique index documents_names on documents (workspace_id, kind, name);
-- For the scheduler, which reads these of all workspaces.
create index documents_integrations on documents (workspace_id) where kind = 'integrations';
create index documents_installations on documents (workspace_id) where kind = 'installations';
create index documents_digests on documents (workspace_id) where kind = 'digests';
create index documents_satellites on documents (workspace_id) where kind = 'satellites';
create index documents_roles on documents (workspace_id) where kind = 'roles';
create index documents_damage on documents (workspace_id) where kind = 'damage';
select lock_to_workspace('documents');

create table reports (
  workspace_id text not null,
  id text not null,
  place bigint not null generated always as identity,
  -- the start of all that it looked at
  reaches_from bigint not null,
  value json not null,
  primary key (workspace_id, id)
);
create unique index reports_places on reports (workspace_id, place);
select lock_to_workspace('reports');

create table audit_records (
  workspace_id text not null,
  place bigint not null,
  record json not null,
  primary key (workspace_id, place)
);
select lock_to_workspace('audit_records');
