import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const openssl = (...args: string[]) => promisify(execFile)('openssl', args);
const NEW_KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];

/** A company's own authority, and a certificate of it for `localhost`. */
export async function certificates(folder: string) {
  const file = (name: string) => join(folder, name);
  const [authority, authorityKey] = [file('authority.pem'), file('authority.key')];
  await openssl(
    'req',
    '-x509',
    ...NEW_KEY,
    '-days',
    '2',
    '-subj',
    '/CN=Corp',
    '-keyout',
    authorityKey,
    '-out',
    authority,
  );
  await writeFile(file('names'), 'subjectAltName=DNS:localhost');
  await openssl(
    'req',
    ...NEW_KEY,
    '-subj',
    '/CN=localhost',
    '-keyout',
    file('key.pem'),
    '-out',
    file('request'),
  );
  await openssl(
    ...['x509', '-req', '-in', file('request'), '-CA', authority, '-CAkey', authorityKey, '-CAcreateserial'],
    ...['-days', '2', '-extfile', file('names'), '-out', file('certificate.pem')],
  );
  const [key, certificate] = await Promise.all([
    readFile(file('key.pem')),
    readFile(file('certificate.pem')),
  ]);
  return { authority, key, certificate };
}
