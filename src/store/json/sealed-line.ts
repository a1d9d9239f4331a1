import { crc32 } from 'node:zlib';

const HEAD = '{"crc":"';
const BODY_AT = HEAD.length + 8 + 2;

/**
 * A JSON object as one line that tells whether it is whole: `{"crc":"<crc32>",…}`.
 *
 * The checksum (CRC-32 in hex) is that of all bytes after the comma behind it.
 *
 * @param json text of an object with at least one member, without line breaks
 */
export function sealLine(json: string): string {
  const body = json.slice(1);
  return `${HEAD}${hex(crc32(body))}",${body}`;
}

/** The same as bytes, with the line break: for long lines. */
export function sealLineBytes(json: string): Buffer {
  const line = Buffer.from(`${HEAD}00000000",${json.slice(1)}\n`);
  line.write(hex(crc32(line.subarray(BODY_AT, line.length - 1))), HEAD.length, 'latin1');
  return line;
}

/** Whether a line (without its line break) is as it was written. */
export function isWhole(line: Uint8Array): boolean {
  if (line.length <= BODY_AT) return false;
  const head = Buffer.from(line.buffer, line.byteOffset, BODY_AT).toString('latin1');
  return head === `${HEAD}${hex(crc32(line.subarray(BODY_AT)))}",`;
}

/** The object of a line, or `undefined` where the line is not as it was written. */
export function openLine(line: Uint8Array): unknown {
  if (!isWhole(line)) return undefined;
  return JSON.parse(Buffer.from(line.buffer, line.byteOffset, line.length).toString('utf8'));
}

/** The lines of a file, without their line breaks; a last one without a line break is handed out too. */
export function* linesOf(bytes: Buffer): Generator<{ line: Buffer; offset: number }> {
  for (let offset = 0; offset < bytes.length; ) {
    const end = bytes.indexOf(10, offset);
    const stop = end < 0 ? bytes.length : end;
    yield { line: bytes.subarray(offset, stop), offset };
    offset = stop + 1;
  }
}

function hex(crc: number): string {
  return crc.toString(16).padStart(8, '0');
}
