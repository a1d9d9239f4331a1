import type { Integration } from '../domain/integration.ts';
import { NameTakenError } from '../store/errors.ts';
import type { IntegrationStore } from '../store/store.ts';
import { formProblems, tidied } from './check-form.ts';
import type { EditForm, EditOutcome } from './upkeep.ts';

const EDITABLE = ['name', 'description', 'tags'] as const;

/** Changes what can be changed without a key: by the rules of the connect form, the name unique among the others. */
export async function editIntegration(
  integrations: Pick<IntegrationStore, 'list' | 'update'>,
  integration: Integration,
  raw: EditForm,
): Promise<EditOutcome> {
  const { url, username } = integration;
  const form = tidied({ ...raw, url, username, apiKey: 'unchanged', acceptsUserKey: false });
  const others = (await integrations.list(integration.workspaceId)).filter(({ id }) => id !== integration.id);
  const found = formProblems(form, others, [URL.parse(url)?.origin ?? '']);
  const problems = Object.fromEntries(
    EDITABLE.flatMap((field) => (found[field] === undefined ? [] : [[field, found[field]]])),
  );
  if (Object.keys(problems).length > 0) return { kind: 'refused', problems };
  const { name, description, tags, titles } = form;
  try {
    // As it is then: it may have been paused, or lost its key, while the form was open.
    const edited = await integrations.update(integration.workspaceId, integration.id, (known) => ({
      ...known,
      name,
      description,
      tags,
      titles,
    }));
    return edited === undefined ? { kind: 'gone' } : { kind: 'saved', integration: edited };
  } catch (error) {
    // Two admins chose the same name at once.
    if (error instanceof NameTakenError) return { kind: 'refused', problems: { name: error.message } };
    throw error;
  }
}
