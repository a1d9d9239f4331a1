import type { Unanswered } from '../report/reports.ts';

/** Why there was nothing to compose, as a sentence for whoever looks after a digest. */
export function whyUnanswered(answer: Unanswered): string {
  switch (answer.kind) {
    case 'no integrations':
      return 'No PagerDuty account is connected that everybody there may see.';
    case 'unknown name':
      return 'Not everybody there may see its collection.';
    case 'invalid':
      return answer.sentence;
    case 'ambiguous':
      return `“${answer.name.text}” stands for several things.`;
    case 'not ingested':
      return `It needs data that is not read from PagerDuty yet: ${answer.needs}.`;
  }
}
