/** Where a value of the file stands, as people write it: `integrations[0].api_key`. */
export function spelled(path: readonly PropertyKey[]): string {
  return path
    .map((part, index) => (typeof part === 'number' ? `[${part}]` : `${index > 0 ? '.' : ''}${String(part)}`))
    .join('');
}
