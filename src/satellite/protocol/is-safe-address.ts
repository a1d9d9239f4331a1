/** Whether keys may travel to this address. Loopback is for tests, and for tunnels on the same machine. */
export function isSafeAddress(text: string): boolean {
  const url = URL.parse(text);
  if (url === null) return false;
  const isHere = /^(localhost|127\.[\d.]+|\[::1\])$/.test(url.hostname);
  return url.protocol === 'https:' || (url.protocol === 'http:' && isHere);
}
