import type { ConnectPagerDuty } from '../../../pagerduty/client.ts';
import type { SatelliteConfig } from '../file/satellite-config.ts';
import { checkApp } from './check-app.ts';
import { checkClock } from './check-clock.ts';
import { checkPagerDuty } from './check-pagerduty.ts';
import { type Finding, named, note, ok } from './finding.ts';

export type CheckSurroundings = Omit<Parameters<typeof checkApp>[0], 'config'> & {
  readonly config: SatelliteConfig;
  readonly connect: ConnectPagerDuty;
};

/** Everything that must hold for a satellite to work: the file, the app, each PagerDuty account, the clocks. */
export async function checkSatellite({ connect, ...app }: CheckSurroundings): Promise<readonly Finding[]> {
  const { config } = app;
  const [towardsApp, ...towardsPagerDuty] = await Promise.all([
    checkApp(app),
    ...config.integrations.map((integration, index) =>
      checkPagerDuty(named('PagerDuty', index, config), integration, connect),
    ),
  ]);
  const skews = towardsPagerDuty.map(({ skew }) => skew);
  return [
    ok('configuration', summary(config)),
    ...config.warnings.map((warning) => note('file', warning, '')),
    ...towardsApp.findings,
    ...towardsPagerDuty.map(({ finding }) => finding),
    ...checkClock({ app: towardsApp.skew, pagerDuty: skews.find((skew) => skew !== null) ?? null }),
  ];
}

function summary({ path, integrations, proxy }: SatelliteConfig): string {
  const count = integrations.length === 1 ? 'one integration' : `${integrations.length} integrations`;
  const traffic = proxy?.allTraffic ? 'all traffic' : 'traffic to the app';
  return `${path}: ${count}${proxy ? `, ${traffic} through ${proxy.host}:${proxy.port}` : ''}`;
}
