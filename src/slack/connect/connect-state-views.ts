import type { ModalView } from '@slack/types';
import { section } from '../blocks/section.ts';
import { escapeMrkdwn, plain } from '../blocks/text.ts';

/** Opens at once: a trigger lives 3 seconds, and who may connect is looked up after it. */
export function openingView(): ModalView {
  return {
    type: 'modal',
    title: plain('Connect PagerDuty'),
    close: plain('Cancel'),
    blocks: [section('One moment…')],
  };
}

/** Stands while PagerDuty takes its time with the key. */
export function checkingView(name: string): ModalView {
  return {
    type: 'modal',
    title: plain('Connect PagerDuty'),
    close: plain('Close'),
    blocks: [
      section(
        `*Checking…*\nPagerDuty takes a moment to answer for ${escapeMrkdwn(name)}. You can close this: you get a message either way.`,
      ),
    ],
  };
}

/** Says what happens next. */
export function connectedView(name: string): ModalView {
  return {
    type: 'modal',
    title: plain('Connected'),
    close: plain('Done'),
    blocks: [
      section(
        `*${escapeMrkdwn(name)} is connected.* Its incidents are being loaded now, the newest first.\nYou can close this. A message from SEI PagerDuty shows the progress and ends with questions to try.`,
      ),
    ],
  };
}

/** Says what happens next where a satellite is going to read the account. */
export function waitingForSatelliteView(name: string): ModalView {
  return {
    type: 'modal',
    title: plain('Saved'),
    close: plain('Done'),
    blocks: [
      section(
        `*${escapeMrkdwn(name)} is saved, and waits for its satellite.*\n*satellite.yml* is on its way to your messages with SEI PagerDuty, with three lines on what to do. Its key enrols for 24 hours; \`/sei-pagerduty satellite ${escapeMrkdwn(name)}\` makes a new one.`,
      ),
    ],
  };
}
