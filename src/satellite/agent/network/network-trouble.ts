/** Why there was no answer, and what the operator can do about it. */
export interface NetworkTrouble {
  /** The second half of a sentence, without its full stop. */
  readonly why: string;
  /** Whole sentences. */
  readonly next: string;
}

const PROXY_NEEDED =
  'Open the firewall for it, or name the proxy that leads out in satellite.yml (for PagerDuty with all_traffic: true).';
const TRUST = {
  why: 'its certificate is not trusted here',
  next: "Name your company's authority in ca_file, or in NODE_EXTRA_CA_CERTS.",
};
const CLOCK = "Look at this machine's clock first (timedatectl set-ntp true)";
const CUT = {
  why: 'the connection broke off',
  next: 'Compare https:// and the port with the address that is meant; a firewall may cut it, too.',
};
const UNREACHABLE = { why: 'it cannot be reached from here', next: PROXY_NEEDED };

const TROUBLES: Readonly<Record<string, NetworkTrouble>> = {
  ENOTFOUND: {
    why: 'its name cannot be found',
    next: 'Correct the address, or name the proxy that leads out in satellite.yml (for PagerDuty with all_traffic: true).',
  },
  EAI_AGAIN: {
    why: 'its name cannot be found at the moment',
    next: "If it stays so, this machine's DNS does not answer.",
  },
  ECONNREFUSED: {
    why: 'the connection was refused',
    next: 'Correct the port, or start what should run there.',
  },
  ECONNRESET: CUT,
  EPIPE: CUT,
  ETIMEDOUT: { why: 'the connection could not be made in time', next: PROXY_NEEDED },
  EHOSTUNREACH: UNREACHABLE,
  ENETUNREACH: UNREACHABLE,
  CERT_HAS_EXPIRED: { why: 'its certificate has expired', next: `${CLOCK}, then at the certificate.` },
  CERT_NOT_YET_VALID: { why: 'its certificate is not valid yet', next: `${CLOCK}.` },
  ERR_TLS_CERT_ALTNAME_INVALID: {
    why: 'its certificate is for another name',
    next: 'Use the name that the certificate is for.',
  },
  DEPTH_ZERO_SELF_SIGNED_CERT: TRUST,
  SELF_SIGNED_CERT_IN_CHAIN: TRUST,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: TRUST,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: TRUST,
};
const UNKNOWN: NetworkTrouble = {
  why: 'the connection failed',
  next: 'Look at the address, at the proxy and at the firewall.',
};

/** What an error of the network means. Looks through whatever wraps it; only its code and its words have to be left. */
export function networkTrouble(error: unknown): NetworkTrouble {
  for (let each = error, depth = 0; each instanceof Error && depth < 5; each = each.cause, depth++) {
    if (!('code' in each)) continue;
    if (each.code === 'ERR_PROXY') return said(each.message);
    const trouble = TROUBLES[String(each.code)];
    if (trouble !== undefined) return trouble;
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
