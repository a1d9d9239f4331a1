import { parse } from 'yaml';

/** `satellite.yml` as plain data. */
export interface FileContent {
  readonly satellite: Record<string, unknown>;
  readonly integrations: readonly Record<string, string>[];
}

/** The ids of the integrations in a file. */
export function integrationsIn(file: string): string[] {
  return (parse(file) as FileContent).integrations.map(({ id = '' }) => id);
}

/** The id of the one integration in a file. */
export function integrationIn(file: string): string {
  return integrationsIn(file)[0] ?? '';
}
