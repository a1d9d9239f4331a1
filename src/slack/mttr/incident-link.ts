import type { IncidentPointer } from '../../domain/report.ts';

/** `#48213` in mrkdwn, linked to PagerDuty where the address is one. */
export function incidentLink({ number, url }: Pick<IncidentPointer, 'number' | 'url'>): string {
  return /^https:\/\/[^\s<>|]+$/.test(url) ? `<${url.replaceAll('&', '&amp;')}|#${number}>` : `#${number}`;
}
