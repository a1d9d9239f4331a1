/** A text as names are compared: composed, without regard to case and to space around it. */
export function fold(text: string): string {
  return text.normalize('NFC').trim().toLowerCase();
}
