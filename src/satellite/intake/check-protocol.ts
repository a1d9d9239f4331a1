import type { IncomingHttpHeaders } from 'node:http';
import { OLDEST_PROTOCOL, PROTOCOL, PROTOCOL_HEADER } from '../protocol/version.ts';
import { IntakeError } from './intake-error.ts';

/** Refuses what speaks another version of the protocol, with a sentence that says which side to update. */
export function checkProtocol(headers: IncomingHttpHeaders): void {
  const said = headers[PROTOCOL_HEADER];
  const version = typeof said === 'string' && /^\d{1,9}$/.test(said) ? Number(said) : null;
  if (version === null)
    throw new IntakeError('invalid', `The header ${PROTOCOL_HEADER} is missing or no whole number.`, {
      next: `Send ${PROTOCOL_HEADER}: ${PROTOCOL}. If a satellite of ours said this, a proxy between takes headers away.`,
    });
  if (version < OLDEST_PROTOCOL)
    throw new IntakeError('protocol_too_old', `This satellite speaks version ${version} of the protocol.`, {
      next: `Update the satellite: this app takes version ${OLDEST_PROTOCOL} to ${PROTOCOL}.`,
    });
  if (version > PROTOCOL)
    throw new IntakeError('protocol_too_new', `This satellite speaks version ${version} of the protocol.`, {
      next: `Update the app, or start a satellite of the app’s version: this app takes version ${OLDEST_PROTOCOL} to ${PROTOCOL}.`,
    });
}
