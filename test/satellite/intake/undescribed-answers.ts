import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** Of these answers (`POST /satellite/v1/enrol 200`) those of which `docs/satellite-openapi.yaml` does not say that they may come. */
export function undescribedAnswers(answered: Iterable<string>): string[] {
  const { paths } = parse(readFileSync('docs/satellite-openapi.yaml', 'utf8'));
  const described = new Set(
    Object.entries<Record<string, { responses: object }>>(paths).flatMap(([path, operations]) =>
      Object.entries(operations).flatMap(([method, { responses }]) =>
        Object.keys(responses).map((status) => `${method.toUpperCase()} /satellite${path} ${status}`),
      ),
    ),
  );
  return [...answered].filter((answer) => !described.has(answer));
}
