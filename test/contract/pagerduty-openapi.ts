import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Ajv } from 'ajv';
import { z } from 'zod';

/** Where the official description of PagerDuty's API lies, outside the repository. */
export const openApiFile = resolve(
  import.meta.dirname,
  '../..',
  process.env.CONTRACTS_DIR ?? '../shared/contracts',
  'pagerduty-openapi.json',
);

/** Whether it is there. Tests that need it skip otherwise. */
export const hasOpenApi = existsSync(openApiFile);

export interface SentRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
}

export interface PagerDutyContract {
  /** What is wrong with a request by PagerDuty's OpenAPI; unknown parameters too, since PagerDuty ignores them silently. */
  problemsOf(request: SentRequest): string[];
  /** What is wrong with an answer. Null passes everywhere: PagerDuty sends it where it does not announce it. */
  problemsOfAnswer(path: string, status: number, body: unknown): string[];
}

const schemaOfParameter = z.looseObject({
  type: z.string().optional(),
  format: z.string().optional(),
  enum: z.array(z.string()).optional(),
  items: z.looseObject({ enum: z.array(z.string()).optional() }).optional(),
});
const parameterShape = z.looseObject({
  name: z.string(),
  in: z.string(),
  explode: z.boolean().optional(),
  schema: schemaOfParameter.optional(),
});
const documentShape = z.looseObject({
  paths: z.record(
    z.string(),
    z.looseObject({ get: z.looseObject({ parameters: z.array(z.unknown()).optional() }).optional() }),
  ),
});

type Parameter = z.infer<typeof parameterShape>;

/** Reads PagerDuty's OpenAPI, which takes a moment: once per test file. */
export function readPagerDutyContract(): PagerDutyContract {
  const document = documentShape.parse(JSON.parse(readFileSync(openApiFile, 'utf8')));
  const templates = Object.keys(document.paths)
    .filter((path) => document.paths[path]?.get)
    .sort((one, other) => one.split('{').length - other.split('{').length);
  const templateOf = (path: string) => templates.find((template) => fits(template, path));
  const ajv = new Ajv({ strict: false, validateFormats: false, validateSchema: false, allErrors: true });
  ajv.addSchema({ $id: 'pagerduty', ...(nullable(document) as object) }); // a changed copy of an object is one

  return {
    problemsOf({ method, path, query }) {
      if (method !== 'GET') return [`${method} ${path}: only GET is ever sent`];
      const template = templateOf(path);
      if (template === undefined) return [`${path}: no such path`];
      const parameters = (document.paths[template]?.get?.parameters ?? [])
        .map((parameter) => parameterShape.parse(dereferenced(document, parameter)))
        .filter((parameter) => parameter.in === 'query');
      return [...new Set(query.keys())].flatMap((name) => {
        const parameter = parameters.find((each) => each.name === name);
        if (!parameter) return [`${path}: no parameter ${name}`];
        return problemsOfValues(parameter, query.getAll(name)).map(
          (problem) => `${path}: ${name} ${problem}`,
        );
      });
    },
    problemsOfAnswer(path, status, body) {
      const template = templateOf(path);
      if (template === undefined) return [`${path}: no such path`];
      const operation = ['paths', template, 'get', 'responses', String(status)];
      const response = operation.reduce<unknown>((node, key) => child(node, key), document);
      if (response === undefined) return [`${path}: ${status} is not documented`];
      const resolved = dereferenced(document, response);
      const schema = ['content', 'application/json', 'schema'].reduce<unknown>(
        (node, key) => child(node, key),
        resolved,
      );
      if (typeof schema !== 'object' || schema === null) return [];
      const validate = ajv.compile(withDocument(nullable(schema)) as object); // as above
      validate(body);
      return (validate.errors ?? []).map(
        ({ instancePath, message }) => `${path}${instancePath}: ${message ?? 'wrong'}`,
      );
    },
  };
}

function problemsOfValues({ schema = {}, explode }: Parameter, values: readonly string[]): string[] {
  const listed = schema.type === 'array' && explode === false;
  const single = schema.type !== 'array' && schema.items === undefined && !schema.enum;
  const each = listed ? values.flatMap((value) => value.split(',')) : values;
  const allowed = schema.enum ?? schema.items?.enum;
  const wrong = (value: string): boolean => {
    if (allowed && !allowed.includes(value)) return true;
    if (schema.type === 'integer') return !/^\d+$/.test(value);
    if (schema.type === 'boolean') return !/^(true|false)$/.test(value);
    if (schema.format === 'date-time')
      return !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$/.test(value);
    return value === '';
  };
  return [
    ...(single && values.length > 1 ? [`comes ${values.length} times`] : []),
    ...each.filter(wrong).map((value) => `cannot be ${JSON.stringify(value)}`),
  ];
}

function fits(template: string, path: string): boolean {
  const [wanted, given] = [template.split('/'), path.split('/')];
  return (
    wanted.length === given.length &&
    wanted.every((part, row) => /^\{.*\}$/.test(part) || part === given[row])
  );
}

function child(node: unknown, key: string): unknown {
  return typeof node === 'object' && node !== null ? Reflect.get(node, key) : undefined;
}

function dereferenced(document: unknown, node: unknown): unknown {
  const reference = child(node, '$ref');
  if (typeof reference !== 'string') return node;
  const keys = reference
    .slice(2)
    .split('/')
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
  return dereferenced(
    document,
    keys.reduce<unknown>((found, key) => child(found, key), document),
  );
}

/** A copy that lets null pass everywhere, and any of several fitting alternatives. */
function nullable(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(nullable);
  if (typeof node !== 'object' || node === null) return node;
  const copy = Object.fromEntries(Object.entries(node).map(([key, value]) => [key, nullable(value)]));
  if (typeof copy.type === 'string') copy.type = [copy.type, 'null'];
  if (Array.isArray(copy.enum)) copy.enum = [...copy.enum, null];
  if (Array.isArray(copy.oneOf)) {
    copy.anyOf = [...copy.oneOf, { type: 'null' }];
    delete copy.oneOf;
  }
  return copy;
}

/** References within the document, said from outside of it. */
function withDocument(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(withDocument);
  if (typeof node !== 'object' || node === null) return node;
  return Object.fromEntries(
    Object.entries(node).map(([key, value]) => [
      key,
      key === '$ref' && typeof value === 'string' ? `pagerduty${value}` : withDocument(value),
    ]),
  );
}
