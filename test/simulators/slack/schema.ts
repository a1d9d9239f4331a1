import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import type { Json } from './json.ts';

/** Checks against the Block Kit schema; each answers a list of problems, empty when all is well. */
export interface BlockKitSchema {
  messageBlocks(blocks: unknown): string[];
  view(view: Json): string[];
}

/** Where the shared contracts lie: `CONTRACTS_DIR`, or beside the repository. */
export function contractsDir(env: NodeJS.ProcessEnv = process.env): string {
  return path.resolve(import.meta.dirname, '../../..', env.CONTRACTS_DIR ?? '../shared/contracts');
}

/**
 * The schema as validators, or `null` where the contracts are absent (a fresh clone).
 * Compiling costs about 0.25 s, so it waits for the first blocks.
 */
export function blockKitSchema(dir: string = contractsDir()): BlockKitSchema | null {
  const file = path.join(dir, 'blockkit.schema.json');
  if (!existsSync(file)) return null;
  const compiled = new Map<string, ValidateFunction>();
  let ajv: Ajv | undefined;
  const validator = (definition: string): ValidateFunction => {
    ajv ??= new Ajv({ strict: false }).addSchema(JSON.parse(readFileSync(file, 'utf8')), 'blockkit');
    const known = compiled.get(definition);
    if (known !== undefined) return known;
    const fresh = ajv.compile({ $ref: `blockkit#/definitions/${definition}` });
    compiled.set(definition, fresh);
    return fresh;
  };
  const problems = (definition: string, value: unknown): string[] => {
    const validate = validator(definition);
    if (validate(value)) return [];
    // The last error is the outermost one: the first says what is really wrong.
    return (validate.errors ?? [])
      .slice(0, 3)
      .map((error) => `schema ${definition}${error.instancePath}: ${error.message ?? 'does not fit'}`);
  };
  return {
    messageBlocks: (blocks) => problems('MessageBlocks', blocks),
    view: (view) => problems(view.type === 'home' ? 'Home' : 'Modal', view),
  };
}
