import { createHash, randomBytes } from 'node:crypto';
import { open, readFile, unlink } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { z } from 'zod';
import { nodeDisk } from '../../store/json/disk.ts';
import { replaceFile } from '../../store/json/replace-file.ts';

/** What one satellite knows of itself between two starts. */
const Content = z.object({
  tenant: z.string(),
  /** Fingerprint of the key that it enrolled with: another key in the file means another enrolment. */
  enrolledWith: z.string(),
  /** Written before the app is asked, so that an answer that is lost makes no second satellite. */
  attempt: z.uuid(),
  satelliteId: z.string().nullable(),
  credential: z.string().nullable(),
});
export type CredentialContent = z.infer<typeof Content>;

/** The credential cannot be kept or read; the message says what to do. */
export class CredentialFileError extends Error {
  override readonly name = 'CredentialFileError';
}

/** What is kept of an enrolment key: enough to tell it from another. */
export function fingerprint(enrolmentKey: string): string {
  return createHash('sha256').update(enrolmentKey).digest('hex').slice(0, 32);
}

/** The file beside `satellite.yml`, with mode 0600. */
export class CredentialFile {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  /** `null` where there is none yet. */
  async read(): Promise<CredentialContent | null> {
    let text: string;
    try {
      text = await readFile(this.path, 'utf8');
    } catch (cause) {
      const { code } = cause as NodeJS.ErrnoException; // fs rejects with nothing else
      if (code === 'ENOENT') return null;
      throw new CredentialFileError(`${this.path} cannot be read (${code}). ${OWN_USER}`, { cause });
    }
    const read = Content.safeParse(parsed(text));
    if (read.success) return read.data;
    throw new CredentialFileError(
      `${this.path} is damaged. Delete it, and start with a new satellite.yml (/sei-pagerduty satellite in Slack).`,
    );
  }

  /** Replaces it whole or not at all, also across a power cut: an attempt whose credential is lost cannot be made again. */
  async write(content: CredentialContent): Promise<void> {
    try {
      await replaceFile(nodeDisk, this.path, [Buffer.from(`${JSON.stringify(content, null, 2)}\n`)]);
    } catch (cause) {
      throw this.#unwritable(cause);
    }
  }

  /** Throws what {@link write} would, and leaves nothing behind. */
  async tryWriting(): Promise<void> {
    const probe = `${this.path}.${randomBytes(4).toString('hex')}.tmp`;
    try {
      await (await open(probe, 'wx', 0o600)).close();
      await unlink(probe);
    } catch (cause) {
      throw this.#unwritable(cause);
    }
  }

  #unwritable(cause: unknown): CredentialFileError {
    const { code } = cause as NodeJS.ErrnoException; // fs rejects with nothing else
    return new CredentialFileError(
      `The satellite keeps its own credential in ${basename(this.path)}, and cannot write it into ${dirname(this.path)} (${code}). ` +
        'Let its user write there, or name another place with credential_file in satellite.yml.',
      { cause },
    );
  }
}

const OWN_USER = 'It belongs to the user that the satellite runs as.';

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
