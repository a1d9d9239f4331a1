import type { ModalView } from '@slack/types';
import { noticeView } from '../blocks/notice-view.ts';
import { escapeMrkdwn } from '../blocks/text.ts';

/** Stands while PagerDuty takes its time with the key. */
export function checkingView(name: string): ModalView {
  return noticeView(
    'Connect PagerDuty',
    `*Checking…*\nPagerDuty takes a moment to answer for ${escapeMrkdwn(name)}. You can close this: you get a message either way.`,
    'Close',
  );
}

/** Says what happens next. */
export function connectedView(name: string): ModalView {
  return noticeView(
    'Connected',
    `*${escapeMrkdwn(name)} is connected.* Its incidents are being loaded now, the newest first.\nYou can close this. A message from SEI PagerDuty shows the progress and ends with questions to try.`,
  );
}

/** The same where a satellite is going to read the account. */
export function waitingForSatelliteView(name: string): ModalView {
  return noticeView(
    'Saved',
    `*${escapeMrkdwn(name)} is saved, and waits for its satellite.*\n*satellite.yml* is on its way to your messages with SEI PagerDuty, with three lines on what to do. Its key enrols for 24 hours; \`/sei-pagerduty satellite ${escapeMrkdwn(name)}\` makes a new one.`,
  );
}
