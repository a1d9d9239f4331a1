import type { ChartForm, DigestPoster, PostOutcome } from './digest-poster.ts';
import type { DigestReport } from './digest-report.ts';
import { refusalOf } from './refusal.ts';

export type PostedInForms =
  | Extract<PostOutcome, { readonly kind: 'posted' | 'unknown' | 'rate limited' }>
  /** The slot went to somebody else: nothing may be posted. */
  | { readonly kind: 'lost' }
  | { readonly kind: 'later'; readonly note: string }
  | { readonly kind: 'pause' | 'failed'; readonly code: string };

const FORMS: readonly ChartForm[] = ['native', 'picture', 'text'];

/**
 * Posts a digest with its native chart, with a picture where Slack refuses that, else with words alone.
 *
 * Only what Slack certainly did not take is tried in another form.
 *
 * @param begin says that Slack may have the message from here on, before each attempt. `false`: it must not be posted.
 */
export async function postInForms(
  report: DigestReport,
  poster: Pick<DigestPoster, 'post'>,
  begin: () => Promise<boolean>,
): Promise<PostedInForms> {
  let refused = '';
  for (const form of FORMS) {
    if (!(await begin())) return { kind: 'lost' };
    const outcome = await poster.post(report, form).catch(unforeseen);
    if (outcome.kind === 'not sent') return { kind: 'later', note: outcome.sentence };
    if (outcome.kind !== 'refused') return outcome;
    const { code } = outcome;
    switch (refusalOf(code)) {
      case 'other form':
        refused = code;
        continue;
      case 'pause':
        return { kind: 'pause', code };
      case 'no token':
        return { kind: 'later', note: `Slack does not accept the app any more (${code}): was it removed?` };
      case 'later':
        return { kind: 'later', note: `Slack did not take it (${code}).` };
      case 'failed':
        return { kind: 'failed', code };
    }
  }
  return { kind: 'failed', code: refused };
}

/** A poster does not throw; where it does, nobody knows how far it came. */
function unforeseen(error: unknown): PostOutcome {
  return {
    kind: 'unknown',
    sentence: `Posting it broke off: ${error instanceof Error ? error.message : String(error)}`,
  };
}
