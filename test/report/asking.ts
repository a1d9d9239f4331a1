import type { Service } from '../../src/domain/directory.ts';
import type { Question } from '../../src/domain/question.ts';
import type { Report } from '../../src/domain/report.ts';
import { createReports } from '../../src/report/create-reports.ts';
import type { Answer } from '../../src/report/reports.ts';
import { reference } from '../fixtures/incident.ts';
import { question } from '../fixtures/question.ts';
import { type MemoryAccount, type MemoryWorkspace, memoryStore, NOW } from './memory-store.ts';

/** A service of an account's directory. */
export function service(name: string, options: Partial<Service> = {}): Service {
  return { ...reference(name), status: 'active', autoResolveTimeout: null, deletedAt: null, ...options };
}

const SERVICES = ['checkout', 'ledger', 'payouts'].map((name) => service(name));

/** What a question to a workspace is answered. */
export function ask(workspace: MemoryWorkspace, options: Partial<Question> = {}): Promise<Answer> {
  return createReports({ store: memoryStore(workspace), clock: { now: () => NOW } }).answer(
    'T1',
    question(options),
  );
}

/** The report that a question is answered with. */
export async function report(workspace: MemoryWorkspace, options: Partial<Question> = {}): Promise<Report> {
  const answer = await ask(workspace, options);
  if (answer.kind !== 'report') throw new Error(JSON.stringify(answer));
  return answer.report;
}

/** An account with the services checkout, ledger and payouts. */
export function account(options: MemoryAccount = {}): MemoryAccount {
  return { ...options, directory: { services: SERVICES, ...options.directory } };
}
