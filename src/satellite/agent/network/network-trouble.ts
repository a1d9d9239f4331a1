import { networkReason } from '../../../pagerduty/network-reason.ts';

/** Why there was no answer, and what the operator can do about it. */
export interface NetworkTrouble {
  /** The second half of a sentence, without its full stop. */
  readonly why: string;
  /** Whole sentences. */
  readonly next: string;
}

const PROXY_NEEDED =
  'Open the firewall for it, or name the proxy that leads out in satellite.yml (for PagerDuty with all_traffic: true).';
const TRUST = "Name your company's authority in ca_file, or in NODE_EXTRA_CA_CERTS.";
const CLOCK = "Look at this machine's clock first (timedatectl set-ntp true)";
const CUT = 'Compare https:// and the port with the address that is meant; a firewall may cut it, too.';

/** What to do, by Node's code. */
const ADVICE: Readonly<Record<string, string>> = {
  ENOTFOUND:
    'Correct the address, or name the proxy that leads out in satellite.yml (for PagerDuty with all_traffic: true).',
  EAI_AGAIN: "If it stays so, this machine's DNS does not answer.",
  ECONNREFUSED: 'Correct the port, or start what should run there.',
  ECONNRESET: CUT,
  ECONNABORTED: CUT,
  EPIPE: CUT,
  ETIMEDOUT: PROXY_NEEDED,
  EHOSTUNREACH: PROXY_NEEDED,
  ENETUNREACH: PROXY_NEEDED,
  CERT_HAS_EXPIRED: `${CLOCK}, then at the certificate.`,
  CERT_NOT_YET_VALID: `${CLOCK}.`,
  ERR_TLS_CERT_ALTNAME_INVALID: 'Use the name that the certificate is for.',
  DEPTH_ZERO_SELF_SIGNED_CERT: TRUST,
  SELF_SIGNED_CERT_IN_CHAIN: TRUST,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: TRUST,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: TRUST,
};
const UNKNOWN: NetworkTrouble = {
  why: networkReason(undefined),
  next: 'Look at the address, at the proxy and at the firewall.',
};

/** What an error of the network means. Looks through whatever wraps it; only its code and its words have to be left. */
export function networkTrouble(error: unknown): NetworkTrouble {
  for (let each = error, depth = 0; each instanceof Error && depth < 5; each = each.cause, depth++) {
    if (!('code' in each)) continue;
    const code = String(each.code);
    if (code === 'ERR_PROXY') return said(each.message);
    const next = ADVICE[code];
    if (next !== undefined) return { why: networkReason(code), next };
  }
  return UNKNOWN;
}

/** The first sentence of a `ProxyError` is why, the others are what to do. */
function said(message: string): NetworkTrouble {
  const [first = '', ...others] = message.split(/(?<=\.) /);
  return {
    why: first.charAt(0).toLowerCase() + first.slice(1).replace(/\.$/, ''),
    next: others.join(' '),
  };
}
