/** One PagerDuty account that this satellite reads. */
export interface ConfiguredIntegration {
  readonly id: string;
  /** Base address of its REST API, without a trailing slash. */
  readonly url: string;
  /** E-mail address of the user who made the key; empty where the file does not say. */
  readonly username: string;
  /** Never leaves this process but to PagerDuty. */
  readonly apiKey: string;
}

/** The way out of the network. */
export interface ProxyConfig {
  /** How the proxy itself is spoken to. */
  readonly protocol: 'http' | 'https';
  readonly host: string;
  readonly port: number;
  readonly credentials: { readonly username: string; readonly password: string } | null;
  /** Whether PagerDuty's traffic takes it, too; otherwise only what goes to the app. */
  readonly allTraffic: boolean;
}

/** `satellite.yml`, read and checked. */
export interface SatelliteConfig {
  readonly path: string;
  /** The workspace. */
  readonly tenant: string;
  readonly enrolmentKey: string;
  /** Where the app takes satellites, without a trailing slash: it ends in `/satellite`. */
  readonly url: string;
  readonly proxy: ProxyConfig | null;
  /** Certificates (PEM) that are trusted besides those that Node trusts; `null` where none are configured. */
  readonly authorities: string | null;
  /** Where this satellite's own credential is kept. */
  readonly credentialPath: string;
  readonly integrations: readonly ConfiguredIntegration[];
  readonly logLevel: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'silent';
  /** What is not wrong, but should be mended. */
  readonly warnings: readonly string[];
}
