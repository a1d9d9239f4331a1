import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { stringify } from 'yaml';
import { z } from 'zod';
import { BatchHead, BatchLine } from '../src/satellite/protocol/batch.ts';
import { ENDPOINTS } from '../src/satellite/protocol/endpoints.ts';
import { BATCH_LIMITS } from '../src/satellite/protocol/limits.ts';
import { PROBLEMS, Problem, type ProblemCode } from '../src/satellite/protocol/problem.ts';
import {
  OLDEST_PROTOCOL,
  PROTOCOL,
  PROTOCOL_HEADER,
  TENANT_HEADER,
} from '../src/satellite/protocol/version.ts';

type Name = keyof typeof ENDPOINTS;

const SUMMARIES: Readonly<Record<Name, string>> = {
  welcome: 'Who answers here, which versions of the protocol it takes, and its clock. Needs no key.',
  enrol: 'Exchanges the enrolment key of the file for a credential of this satellite’s own.',
  check: 'What a key is good for. Changes nothing.',
  heartbeat: 'Says that the satellite is there and how it is doing; answers with what it is to do.',
  lease: 'Takes an integration over, so that several satellites do no work twice.',
  release: 'Gives an integration back, at a graceful stop.',
  state: 'Where the sync of an integration stands.',
  open: 'Ids of the incidents that are open in the app.',
  commit: `Brings one batch: gzip over lines of JSON, a BatchHead and then a BatchLine each. At most ${BATCH_LIMITS.compressed} bytes, ${BATCH_LIMITS.inflated} unpacked.`,
};

/** The protocol between satellite and app as OpenAPI 3.1: made of the schemas that check every message. */
export function satelliteOpenApi(): object {
  const names = Object.keys(ENDPOINTS) as Name[]; // the keys of the table
  return {
    openapi: '3.1.0',
    info: {
      title: 'SEI PagerDuty: satellites',
      version: String(PROTOCOL),
      description: `What a satellite asks of the app. Every request goes to \`satellite.url\` of \`satellite.yml\`, and says in \`${PROTOCOL_HEADER}\` which version of the protocol it speaks (the app takes ${OLDEST_PROTOCOL} to ${PROTOCOL}). Made by \`npm run openapi\`; docs/satellite.md explains it.`,
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [
      {
        url: '{address}/satellite',
        variables: { address: { default: 'https://sei-pagerduty.example.com' } },
      },
    ],
    paths: Object.fromEntries(
      names.map((name) => [
        ENDPOINTS[name].path,
        { [ENDPOINTS[name].method.toLowerCase()]: operation(name) },
      ]),
    ),
    components: {
      schemas: {
        ...Object.fromEntries(
          names.flatMap((name) => {
            const { request, answer } = ENDPOINTS[name];
            return [
              ...(request === null || request === 'batch'
                ? []
                : [[`${titled(name)}Request`, schemaOf(request, 'input')]]),
              [`${titled(name)}Answer`, schemaOf(answer, 'output')],
            ];
          }),
        ),
        BatchHead: schemaOf(BatchHead, 'input'),
        BatchLine: schemaOf(BatchLine, 'input'),
        Problem: schemaOf(Problem, 'output'),
      },
      responses: problems(),
      securitySchemes: {
        enrolment: { type: 'http', scheme: 'bearer', description: 'The api_key of the file, for 24 hours.' },
        satellite: { type: 'http', scheme: 'bearer', description: 'The credential that enrolling gave.' },
      },
      parameters: {
        protocol: {
          name: PROTOCOL_HEADER,
          in: 'header',
          required: true,
          schema: { type: 'integer', const: PROTOCOL },
        },
        tenant: { name: TENANT_HEADER, in: 'header', required: true, schema: { type: 'string' } },
      },
    },
  };
}

function operation(name: Name): object {
  const { key, request } = ENDPOINTS[name];
  const schemes = {
    none: [],
    enrolment: ['enrolment'],
    satellite: ['satellite'],
    either: ['enrolment', 'satellite'],
  };
  return {
    operationId: name,
    summary: SUMMARIES[name],
    security: schemes[key].map((scheme) => ({ [scheme]: [] })),
    parameters: [
      ...(key === 'none'
        ? []
        : [{ $ref: '#/components/parameters/protocol' }, { $ref: '#/components/parameters/tenant' }]),
    ],
    ...(request !== null && { requestBody: { required: true, content: bodyOf(name) } }),
    responses: {
      '200': { description: 'Done.', content: json(`${titled(name)}Answer`) },
      ...Object.fromEntries(
        statusesOf(name).map((status) => [status, { $ref: `#/components/responses/Problem${status}` }]),
      ),
    },
  };
}

/** What can go wrong with a request, by what it carries and what it is about. */
function statusesOf(name: Name): number[] {
  const { key, request } = ENDPOINTS[name];
  const codes: ProblemCode[] = ['internal', 'unavailable'];
  if (key !== 'none') codes.push('unknown_key', 'invalid', 'protocol_too_old', 'rate_limited');
  if (request !== null) codes.push('broken_body', 'too_large', 'too_slow');
  if (name === 'enrol') codes.push('not_yours');
  if (['lease', 'state', 'open', 'commit'].includes(name)) codes.push('not_yours', 'gone', 'paused');
  return [...new Set(codes.map((code) => PROBLEMS[code]))].sort((one, other) => one - other);
}

function bodyOf(name: Name): object {
  if (ENDPOINTS[name].request !== 'batch') return json(`${titled(name)}Request`);
  return { 'application/x-ndjson': { schema: { $ref: '#/components/schemas/BatchHead' } } };
}

/** Each status with the codes that come with it. */
function problems(): object {
  const byStatus = Object.groupBy(Object.entries(PROBLEMS), ([, status]) => String(status));
  return Object.fromEntries(
    Object.entries(byStatus).map(([status, entries = []]) => [
      `Problem${status}`,
      { description: entries.map(([code]) => `\`${code}\``).join(', '), content: json('Problem') },
    ]),
  );
}

function json(schema: string): object {
  return { 'application/json': { schema: { $ref: `#/components/schemas/${schema}` } } };
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): object {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io });
  return rest;
}

function titled(name: Name): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

const { values } = parseArgs({ options: { out: { type: 'string' } } });
if (values.out !== undefined) await writeFile(values.out, stringify(satelliteOpenApi(), { lineWidth: 120 }));
