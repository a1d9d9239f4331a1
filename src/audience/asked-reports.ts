import type { Actor } from '../access/actor.ts';
import type { Question } from '../domain/question.ts';
import type { WhatIf } from '../domain/what-if.ts';
import type {
  Again,
  Answer,
  CsvFile,
  Drilldown,
  Page,
  Subject,
  Unanswered,
  UnknownReport,
} from '../report/reports.ts';

/**
 * Reports as people ask for them: each demands its permission and is computed from nothing but what they see.
 *
 * `shownIn`: the channel that is shown the answer, where it is not for the person alone. What not everybody in it may see is
 * not answered there.
 */
export interface AskedReports {
  answer(actor: Actor, question: Question, shownIn?: string | null): Promise<Answer>;
  again(actor: Actor, id: string, shownIn?: string | null): Promise<Again>;
  incidents(
    actor: Actor,
    subject: Subject,
    whatIf: WhatIf,
    page: Page,
  ): Promise<Drilldown | UnknownReport | Unanswered>;
  csv(actor: Actor, subject: Subject, whatIf: WhatIf): Promise<CsvFile | UnknownReport | Unanswered>;
}

/** Reports that nobody asks for: digests. */
export interface ChannelReports {
  /** From what everybody in a channel may see. */
  answerFor(workspaceId: string, channelId: string, question: Question): Promise<Answer>;
}
