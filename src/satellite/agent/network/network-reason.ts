import { ProxyError } from './proxy-agent.ts';

const REASONS: Readonly<Record<string, string>> = {
  ENOTFOUND: 'its name cannot be found; a proxy may be needed, or the name is mistyped',
  EAI_AGAIN: 'its name cannot be found at the moment',
  ECONNREFUSED: 'the connection was refused',
  ECONNRESET: 'the connection broke off',
  EPIPE: 'the connection broke off',
  ETIMEDOUT: 'the connection could not be made in time; a firewall may be between, or a proxy needed',
  EHOSTUNREACH: 'it cannot be reached from here; a proxy may be needed',
  ENETUNREACH: 'it cannot be reached from here; a proxy may be needed',
  CERT_HAS_EXPIRED: "its certificate has expired, or this machine's clock is wrong",
  CERT_NOT_YET_VALID: "its certificate is not valid yet: this machine's clock is probably wrong",
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name',
  ...Object.fromEntries(
    [
      'DEPTH_ZERO_SELF_SIGNED_CERT',
      'SELF_SIGNED_CERT_IN_CHAIN',
      'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
      'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
    ].map((code) => [
      code,
      "its certificate is not trusted here: name your company's authority in ca_file, or in NODE_EXTRA_CA_CERTS",
    ]),
  ),
};

/** Why there was no answer, as the second half of a sentence. Looks through whatever wraps the cause. */
export function networkReason(error: unknown): string {
  for (let each = error, depth = 0; each instanceof Error && depth < 5; each = each.cause, depth++) {
    if (each instanceof ProxyError) return lowerFirst(each.message.replace(/\.$/, ''));
    const reason = 'code' in each ? REASONS[String(each.code)] : undefined;
    if (reason !== undefined) return reason;
  }
  return 'the connection failed';
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
