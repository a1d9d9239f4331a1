import type { DigestNews } from '../../digest/digest-poster.ts';
import type { Digest } from '../../domain/digest.ts';
import { actions, button } from '../blocks/button.ts';
import type { Message } from '../blocks/message.ts';
import { section } from '../blocks/section.ts';
import { escapeMrkdwn, withoutBold } from '../blocks/text.ts';
import { capital } from '../mttr/number-text.ts';
import { CHANGE_ACTION, verbActionId } from './digest-actions.ts';
import { momentText } from './digest-words.ts';
import { pauseText, placeText, subjectOf } from './listed-text.ts';
import { scheduleText } from './schedule-text.ts';

/** What a channel reads when a digest begins there: who configured it, and how to be rid of it. */
export function announcement(digest: Digest, collection: string | null): Message {
  const when = capital(scheduleText(digest.schedule));
  const quiet = digest.quiet ? ', when something is worth saying' : '';
  const recovery =
    digest.collectionId === null ? 'all services recover' : `*${subjectOf({ digest, collection })}* recovers`;
  return notice(
    `<@${digest.ownerId}> set up a digest for this channel: how fast ${recovery} from incidents.\n${when}${quiet}. Anybody here can mute it.`,
    [button('Change or stop', CHANGE_ACTION, digest.id)],
  );
}

/** What a channel reads when somebody muted its digest. */
export function mutedNotice(digest: Digest, collection: string | null): Message {
  const who = digest.paused?.kind === 'person' ? `<@${digest.paused.userId}>` : 'Somebody';
  return notice(
    `${who} muted the digest *${subjectOf({ digest, collection })}* for this channel. Collection Admins and SEI Admins can resume it.`,
    [button('Resume', verbActionId('resume'), digest.id)],
  );
}

/** What whoever looks after a digest is told, with what they can do about it. */
export function newsMessage(digest: Digest, collection: string | null, news: DigestNews): Message {
  const name = `The digest *${subjectOf({ digest, collection })}* to ${placeText(digest.place, digest.ownerId)}`;
  const change = button('Change or stop', CHANGE_ACTION, digest.id);
  const resume = button('Resume', verbActionId('resume'), digest.id);
  const send = button('Send now…', verbActionId('send'), digest.id);
  const paused = digest.paused === null ? '' : `\nIt is paused ${pauseText(digest.paused)}`;
  const again = digest.paused === null ? [send] : [resume];
  switch (news.kind) {
    case 'failed': {
      const why = news.slot.note === null ? '' : ` ${escapeMrkdwn(news.slot.note)}`;
      return notice(`${name} was not sent (due ${due(digest, news.slot.dueAt)}).${why}${paused}`, [
        ...again,
        change,
      ]);
    }
    case 'unknown':
      return notice(
        `${name} (due ${due(digest, news.slot.dueAt)}) may have arrived or not: Slack did not answer. It is not repeated, so that nobody gets it twice. If it is not there, send it now.${paused}`,
        [...again, change],
      );
    case 'paused':
      return notice(`${name} is not sent any more.${paused}`, [resume, change]);
    case 'passed':
      return notice(
        `${name} is yours to look after now: whoever configured it left this workspace.${paused}`,
        [change],
      );
  }
}

function due(digest: Digest, at: number): string {
  return momentText(at, digest.schedule.zone);
}

function notice(text: string, buttons: Parameters<typeof actions>[0]): Message {
  return { text: withoutBold(text), blocks: [section(text), ...actions(buttons)] };
}
