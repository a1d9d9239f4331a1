const REASONS: Readonly<Record<string, string>> = {
  ENOTFOUND: 'its name cannot be found',
  EAI_AGAIN: 'its name cannot be found at the moment',
  ECONNREFUSED: 'the connection was refused',
  ECONNRESET: 'the connection broke off',
  ECONNABORTED: 'the connection broke off',
  EPIPE: 'the connection broke off',
  ERR_BAD_RESPONSE: 'the connection broke off inside the answer',
  ETIMEDOUT: 'the connection could not be made in time',
  EHOSTUNREACH: 'it cannot be reached from here',
  ENETUNREACH: 'it cannot be reached from here',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  CERT_NOT_YET_VALID: 'its certificate is not valid yet',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is not trusted here',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is not trusted here',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate is not trusted here',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'its certificate is not trusted here',
  ERR_PRIVATE_ADDRESS: 'its address is not of the public internet, and no key is sent there',
  ERR_PROXY: 'the proxy on the way does not let the request through',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name',
};

/** Why a connection failed, by Node's code: the second half of a sentence, without its full stop. */
export function networkReason(code: string | undefined): string {
  return (code && REASONS[code]) || 'the connection failed';
}
