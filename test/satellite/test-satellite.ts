import { randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { parse } from 'yaml';
import { z } from 'zod';
import { type BatchIdentity, batchLines } from '../../src/satellite/protocol/batch-lines.ts';
import type { HeartbeatRequest } from '../../src/satellite/protocol/heartbeat.ts';
import { PROTOCOL, PROTOCOL_HEADER, TENANT_HEADER } from '../../src/satellite/protocol/version.ts';
import type { SinkBatch } from '../../src/sync/sink.ts';

const SatelliteFile = z.object({
  satellite: z.object({ tenant: z.string(), api_key: z.string(), url: z.string() }),
  integrations: z.array(
    z.object({
      id: z.string(),
      application: z.literal('pagerduty'),
      url: z.string(),
      username: z.string(),
      api_key: z.string(),
    }),
  ),
});

/** `satellite.yml`, as a satellite reads it. */
export function readSatelliteFile(content: string | Buffer): z.infer<typeof SatelliteFile> {
  return SatelliteFile.parse(parse(String(content)));
}

/** An answer of the intake. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, unknown>;
  /** The code of a problem, `null` where there is none. */
  readonly code: string | null;
}

/** Asks the intake by hand, as a satellite would: also what none of ours would ask. */
export class TestSatellite {
  /** Where the app listens. */
  url: string;
  readonly #tenant: string;
  key: string;
  readonly integrationIds: readonly string[];
  id = '';

  /** @param url where the app listens */
  constructor(url: string, file: { tenant: string; key: string; integrationIds: readonly string[] }) {
    this.url = url;
    this.#tenant = file.tenant;
    this.key = file.key;
    this.integrationIds = file.integrationIds;
  }

  /** From what the app handed over, wherever it says that it is served. */
  static of(url: string, content: string | Buffer): TestSatellite {
    const { satellite, integrations } = readSatelliteFile(content);
    return new TestSatellite(url, {
      tenant: satellite.tenant,
      key: satellite.api_key,
      integrationIds: integrations.map(({ id }) => id),
    });
  }

  async send(
    path: string,
    body: string | Uint8Array<ArrayBuffer> | ReadableStream | undefined,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const response = await fetch(`${this.url}/satellite/v1${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        [PROTOCOL_HEADER]: String(PROTOCOL),
        [TENANT_HEADER]: this.#tenant,
        authorization: `Bearer ${this.key}`,
        ...headers,
      },
      ...(body !== undefined && { body, duplex: 'half' }),
    });
    const answer = z.record(z.string(), z.unknown()).parse(await response.json());
    const problem = z.object({ error: z.object({ code: z.string() }) }).safeParse(answer);
    return {
      status: response.status,
      headers: response.headers,
      body: answer,
      code: problem.data?.error.code ?? null,
    };
  }

  ask(path: string, body: object, headers?: Record<string, string>): Promise<Answer> {
    return this.send(path, JSON.stringify(body), headers);
  }

  /** Exchanges the key of the file for one of its own. */
  async enrol(attempt: string = randomUUID()): Promise<Answer> {
    const answer = await this.ask('/enrol', {
      attempt,
      version: '0.1.0',
      integrations: this.integrationIds,
    });
    if (answer.code === null) {
      this.key = String(answer.body.credential);
      this.id = String(answer.body.satelliteId);
    }
    return answer;
  }

  heartbeat(changes: Partial<HeartbeatRequest> = {}): Promise<Answer> {
    const integrations = this.integrationIds.map((id) => ({
      id,
      state: 'idle',
      problem: null,
      progress: null,
      lease: null,
    }));
    const clock = Math.floor(Date.now() / 1000);
    return this.ask('/heartbeat', {
      version: '0.1.0',
      memory: 90_000_000,
      clock,
      integrations,
      ...changes,
    });
  }

  async claim(integrationId = this.integrationIds[0] ?? ''): Promise<number> {
    const answer = await this.ask('/lease', { integrationId });
    if (answer.code !== null) throw new Error(`No lease: ${JSON.stringify(answer.body)}`);
    return Number(answer.body.token);
  }

  commit(identity: Omit<BatchIdentity, 'integrationId'> & { integrationId?: string }, batch: SinkBatch) {
    const integrationId = identity.integrationId ?? this.integrationIds[0] ?? '';
    return this.send('/commit', gzipped([...batchLines({ ...identity, integrationId }, batch)].join('')));
  }
}

export function gzipped(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(gzipSync(text));
}
