import type { Damage } from '../damage-store.ts';
import type { Dictionaries } from './dictionaries.ts';
import type { IntegrationData } from './integration-data.ts';
import type { OpenOptions } from './open-options.ts';

/** Everything read from the files, before it is a {@link Database}. */
export interface Loading {
  readonly options: OpenOptions;
  readonly dictionaries: Dictionaries;
  readonly integrations: Map<string, IntegrationData>;
  readonly setAside: ((path: string) => Promise<string>) | null;
  readonly damages: Damage[];
  readonly notices: string[];
}
