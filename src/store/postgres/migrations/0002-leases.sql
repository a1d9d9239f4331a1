-- Who does what is done by one process only. Times are the database's own: replicas' clocks may differ.
create table leases (
  workspace_id text not null,
  -- 'sync:<integration>', …; what concerns no workspace is kept under the workspace '*'
  name text not null,
  -- who claimed it last
  owner text not null,
  -- grows with every change of hands: a commit under an older one is refused
  token bigint not null,
  claimed_at timestamptz not null,
  -- null: given back
  held_until timestamptz,
  -- somebody asked for it while it was held
  wanted boolean not null default false,
  primary key (workspace_id, name)
);
create index leases_held on leases (workspace_id, held_until) where held_until is not null;
select lock_to_workspace('leases');
