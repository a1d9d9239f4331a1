import type { SatelliteIntegration } from '../../domain/integration.ts';

export interface FileFacts {
  /** The tenant. */
  readonly workspaceId: string;
  readonly enrolmentKey: string;
  /** Where the app is served, without a trailing slash. */
  readonly publicUrl: string;
  readonly integrations: readonly Pick<SatelliteIntegration, 'id' | 'name' | 'url' | 'username'>[];
}

/** Whether a key may travel unencrypted is decided where the network is known: by whoever runs the satellite. */
const PLAIN_HTTP = [
  '    # This address is not encrypted. Set true where the way to it stays inside your network.',
  '    plain_http: false',
];

/** `satellite.yml`, with a placeholder where the PagerDuty key belongs: that one never leaves the customer's network. */
export function satelliteFile({ workspaceId, enrolmentKey, publicUrl, integrations }: FileFacts): string {
  return [
    '# Keep this file to yourself until a satellite has started with it: for 24 hours its key enrols satellites.',
    'satellite:',
    `  tenant: ${quoted(workspaceId)}`,
    `  api_key: ${quoted(enrolmentKey)}`,
    `  url: ${quoted(`${publicUrl}/satellite`)}`,
    '  # proxy:',
    "  #   host: 'proxy.example.com'",
    '  #   port: 3128',
    "  #   username: 'satellite'",
    `  #   password: '\${PROXY_PASSWORD}'`,
    '  #   all_traffic: false',
    "  # ca_file: 'company-authority.pem'",
    'integrations:',
    ...integrations.flatMap(({ id, name, url, username }) => [
      `  # ${name.replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, ' ')}`,
      `  - id: ${quoted(id)}`,
      '    application: pagerduty',
      `    url: ${quoted(url)}`,
      ...(url.startsWith('http://') ? PLAIN_HTTP : []),
      `    username: ${quoted(username)}`,
      "    api_key: '<PAGERDUTY_API_KEY>'",
    ]),
    '',
  ].join('\n');
}

/** YAML's single quotes take everything but line breaks as it is. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "''").replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, ' ')}'`;
}
