import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { CommitResult } from '../../../store/sync-store.ts';
import type { SinkBatch, SyncSink } from '../../../sync/sink.ts';
import { batchLines } from '../../protocol/batch-lines.ts';
import type { IntakeClient } from './intake-client.ts';
import { type Patience, retrying } from './retrying.ts';

export interface IntakeSinkOptions {
  readonly client: Pick<IntakeClient, 'call'>;
  readonly credential: string;
  readonly integrationId: string;
  /** Of the lease that everything is written under. */
  readonly token: number;
  readonly patience: Omit<Patience, 'signal'>;
  /** Aborted when the satellite stops: then everything is tried once, and quickly. */
  readonly stopping: AbortSignal;
}

export interface IntakeSink extends SyncSink {
  /** Says that spans that the app lost were read again. */
  resolve(rereadIds: readonly string[]): Promise<void>;
}

const zipped = promisify(gzip);
/** Milliseconds that a request may take once the satellite is stopping. */
const LAST_WORDS = 3_000;

/**
 * The sink of one integration that writes to the app, under one lease.
 *
 * A batch whose answer was lost is sent again as it is, under its number, until it is answered. Where patience ends before
 * that, nobody knows whether it came: nothing more is written under this lease, and whoever has the next one reads from the
 * app how far it came.
 */
export function intakeSink(options: IntakeSinkOptions): IntakeSink {
  const { client, credential, integrationId, token, patience, stopping } = options;
  let number = 0;
  let broken: unknown = null;
  let last: Promise<unknown> = Promise.resolve();

  const asking = <Result>(ask: (deadline: { deadline?: number }) => Promise<Result>): Promise<Result> =>
    retrying({ ...patience, signal: stopping }, () => ask(stopping.aborted ? { deadline: LAST_WORDS } : {}));

  async function send(batch: SinkBatch, resolved: readonly string[] | undefined): Promise<CommitResult> {
    if (broken !== null) throw broken;
    const identity = {
      integrationId,
      token,
      number: number + 1,
      ...(resolved && { resolved: [...resolved] }),
    };
    const body = await zipped([...batchLines(identity, batch)].join(''));
    try {
      const { inserted, updated, sequence } = await asking((how) =>
        client.call('commit', credential, body, how),
      );
      number += 1;
      return { inserted, updated, sequence };
    } catch (error) {
      broken = error;
      throw error;
    }
  }

  /** One after the other, whoever commits. */
  function commit(batch: SinkBatch, resolved?: readonly string[]): Promise<CommitResult> {
    const sent = last.then(() => send(batch, resolved));
    last = sent.catch(() => {}); // whoever sent it heard of it
    return sent;
  }

  return {
    commit: (batch) => commit(batch),
    async resolve(rereadIds) {
      await commit({}, rereadIds);
    },
    async state() {
      const request = { integrationId, token };
      return (await asking((how) => client.call('state', credential, request, how))).state;
    },
    async openIds() {
      const request = { integrationId, token };
      return (await asking((how) => client.call('open', credential, request, how))).ids;
    },
  };
}
