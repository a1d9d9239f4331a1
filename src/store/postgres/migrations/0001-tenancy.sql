-- The second lock before every workspace's data, behind the keys that all begin with the workspace: whoever forgets the
-- workspace in a statement sees nothing. It holds for the owner of the tables, too; superusers alone pass it.
--
-- app.workspace: the one workspace that the transaction is about.
-- app.scope = 'scheduler': the transaction reads all workspaces and writes nothing.
--
-- The sub-selects are evaluated once a statement, not once a row.
create function lock_to_workspace(workspace_table regclass) returns void
language plpgsql as $$
begin
  execute format('alter table %s enable row level security', workspace_table);
  execute format('alter table %s force row level security', workspace_table);
  execute format(
    'create policy own_workspace on %s'
    ' using (workspace_id = (select current_setting(''app.workspace'', true)))'
    ' with check (workspace_id = (select current_setting(''app.workspace'', true)))',
    workspace_table);
  execute format(
    'create policy scheduler_reads on %s for select'
    ' using ((select current_setting(''app.scope'', true)) = ''scheduler'')',
    workspace_table);
end
$$;
