import { randomBytes, randomUUID } from 'node:crypto';
import { lookup } from 'node:dns';
import type { Actor } from './access/actor.ts';
import { createAccess } from './access/create-access.ts';
import { createRoles } from './access/create-roles.ts';
import { checkDepartures } from './access/departures.ts';
import { createAudiences } from './audience/audiences.ts';
import { createAskedReports } from './audience/create-asked-reports.ts';
import { createSight } from './audience/create-sight.ts';
import { inTurns } from './audience/in-turns.ts';
import { seenStore } from './audience/seen-store.ts';
import { createAudit } from './audit/create-audit.ts';
import { createBolt, interactiveClient } from './bolt.ts';
import { auditedChoices } from './collections/audited-choices.ts';
import { auditedCollections } from './collections/audited-collections.ts';
import { createChoices } from './collections/choices.ts';
import { createCollections } from './collections/create-collections.ts';
import type { Config } from './config.ts';
import { collectionOfDigest } from './digest/collection-of-digest.ts';
import { createDigestSide, type DigestSide } from './digest/create-digest-side.ts';
import type { Gaps } from './digest/pacer.ts';
import { stopWithCollection } from './digest/stop-with-collection.ts';
import { type Clock, systemClock } from './domain/clock.ts';
import { DAY } from './domain/duration.ts';
import { createAskedExclusions } from './exclusions/asked-exclusions.ts';
import { createExclusions } from './exclusions/create-exclusions.ts';
import { decideExclusion } from './exclusions/decide-exclusion.ts';
import { addGauges } from './http/gauges.ts';
import { healthz, readyz } from './http/health.ts';
import { createMetrics, metricsRoute } from './http/metrics.ts';
import { createHttpServer, sendText } from './http/server.ts';
import { slackEvents } from './http/slack-events.ts';
import { createInstallations } from './installations/create-installations.ts';
import { createWorkspaceData } from './installations/workspace-data.ts';
import { createAskedConnections } from './integrations/asked-connections.ts';
import { auditedUpkeep } from './integrations/audited-upkeep.ts';
import { createConnections } from './integrations/create-connections.ts';
import { createUpkeep } from './integrations/create-upkeep.ts';
import { guardedAgents } from './integrations/guarded-agents.ts';
import { lookupAddresses } from './integrations/lookup-addresses.ts';
import type { Log } from './log.ts';
import { connectPagerDuty } from './pagerduty/connect-pagerduty.ts';
import { createAskedProfiles } from './profiles/asked-profiles.ts';
import { createProfiles } from './profiles/create-profiles.ts';
import { soleTicker } from './replica/sole-ticker.ts';
import { createSatelliteSide } from './satellite/create-satellite-side.ts';
import { noSuchRequest } from './satellite/intake/no-such-request.ts';
import { cronTicker } from './schedule/cron-ticker.ts';
import type { Ticker, Ticking } from './schedule/ticker.ts';
import { createRotation } from './secrets/create-rotation.ts';
import { openKeyring } from './secrets/open-keyring.ts';
import { auditedSettings } from './settings/audited-settings.ts';
import { createSettings } from './settings/workspace-settings.ts';
import { authorise } from './slack/authorise.ts';
import { slackChannels } from './slack/channels.ts';
import { slackClients } from './slack/clients.ts';
import { slackDigestPoster } from './slack/digests/slack-digest-poster.ts';
import { fairShare } from './slack/fair-share/fair-share.ts';
import { inFlight } from './slack/in-flight.ts';
import { installRoutes } from './slack/installing/routes.ts';
import { welcomeInstaller } from './slack/installing/welcome.ts';
import { tellHeir } from './slack/leaving/tell-heir.ts';
import { registerListeners, type Surfaces } from './slack/listeners.ts';
import { slackPeople } from './slack/people.ts';
import { reachSlack } from './slack/reach.ts';
import { type Services, standardTiming } from './slack/services.ts';
import { traced } from './slack/traced.ts';
import { slackLogger } from './slack-logger.ts';
import { openStore } from './store/open-store.ts';
import { createSync } from './sync/create-sync.ts';
import type { Sync } from './sync/sync.ts';
import { createTracing, type Tracing } from './tracing.ts';
import { VERSION } from './version.ts';

/** The running app. */
export interface SeiPagerDuty {
  /** Opens the port and begins the schedule. Resolves with the port. */
  start(): Promise<number>;
  /** Refuses new work, finishes what people wait for, stores what is under way, closes. */
  stop(): Promise<void>;
  readonly sync: Sync;
  /** Digests go out by themselves; whoever moves the clock looks what is due by hand. */
  readonly digests: DigestSide['deliverer'];
  /** What is done at night: deletes the data of workspaces that left a week ago, and looks who left a workspace. */
  upkeep(): Promise<void>;
}

export interface Surroundings {
  readonly log: Log;
  readonly clock?: Clock;
  /** Which request is worked on; the log's lines carry it when the log was made with its fields. */
  readonly tracing?: Tracing;
  readonly timing?: Services['timing'];
  /** Looks each minute which digests are due; node-cron unless told otherwise. */
  readonly digestTicker?: Ticker;
  /** How far apart digests are posted; as far as Slack wants unless told otherwise. */
  readonly digestGaps?: Gaps;
  /** Address to listen on; all of the machine's unless told otherwise. The demo and tests listen on loopback alone. */
  readonly host?: string;
}

const DRAIN_MILLISECONDS = 10_000;
const HOURLY = '23 * * * *';
const NIGHTLY = '41 3 * * *';

/** The composition root: the only place that makes things and hands them to each other. */
export async function createApp(config: Config, surroundings: Surroundings): Promise<SeiPagerDuty> {
  const { log, clock = systemClock, tracing = createTracing(), timing = standardTiming } = surroundings;
  const metrics = createMetrics();
  const newRequestId = () => randomBytes(4).toString('hex');
  const keys = await openKeyring({
    key: config.encryptionKey,
    keyFile: config.encryptionKeyFile,
    previous: config.previousEncryptionKeys,
    dataDir: config.dataDir,
    onGenerated: (sentence) => log.warn(sentence),
  });
  const { keyring } = keys;
  /** Resolved when people can be told things. */
  const reachable = Promise.withResolvers<Surfaces>();
  const store = await openStore(config, {
    clock,
    onNotice: ({ kind, sentence }) => {
      log.warn({ kind }, sentence);
      void reachable.promise.then((surfaces) => surfaces.aboutStore(sentence));
    },
  });
  const allowedOrigins = config.pagerDutyAllowedOrigins;
  const connect = connectPagerDuty({ clock, agentsFor: guardedAgents({ allowedOrigins, lookup }) });

  const owner = randomUUID();
  const ticker = cronTicker(log);
  /** Ticks on one replica each time. */
  const sole = (name: string) => soleTicker({ ticker, leases: store.leases, owner, log }, name);

  const ownSync = createSync({
    store,
    connect,
    keyring,
    clock,
    log,
    newId: randomUUID,
    owner,
    ticker,
    syncCron: config.syncCron,
    backfillDays: config.backfillDays,
  });
  const satelliteSide = createSatelliteSide({
    store,
    sync: ownSync,
    clock,
    log,
    random: randomBytes,
    ticker: sole('satellite watch'),
    version: VERSION,
    config,
  });
  const { sync } = satelliteSide;
  sync.subscribe(metrics.observeSync);
  const connections = createConnections({
    store,
    connect,
    keyring,
    sync,
    clock,
    newId: randomUUID,
    allowedOrigins: config.pagerDutyAllowedOrigins,
    egressIps: config.egressIps,
    lookup: lookupAddresses,
  });

  const backgroundClient = () => ({
    slackApiUrl: config.slack.apiUrl,
    timeout: 10_000,
    retryConfig: { retries: 2, minTimeout: 200, maxTimeout: 1_000 },
    logger: slackLogger(log),
  });
  const reach = reachSlack({
    slack: config.slack,
    client: backgroundClient,
    installations: store.installations,
    keyring,
    clock,
    log,
    onPresent: (workspaceId) => installations.present(workspaceId),
  });
  const bolt = createBolt(config.slack, authorise(reach.tokens), log);
  bolt.app.use(traced(tracing, log, newRequestId));
  bolt.app.use(fairShare());
  const clientOf = slackClients(reach.tokens, backgroundClient);
  const askingClientOf = slackClients(reach.tokens, () => ({
    ...interactiveClient(config.slack),
    logger: slackLogger(log),
  }));
  const people = slackPeople({ clock, clientOf: askingClientOf });
  const channels = slackChannels({ clock, clientOf: askingClientOf });
  const sight = createSight({ store, channels });
  const access = createAccess({ people, roles: store.roles, isShown: sight.isShown });
  const audit = createAudit({ store: store.audit, access, clock });
  const installations = createInstallations({ store, keyring, sync, audit, clock, log });
  const { satellites, routes: satelliteRoutes } = satelliteSide.serve({ access, audit });
  const working = inFlight();
  const newErrorId = () => tracing.current() ?? newRequestId();
  addGauges(metrics.registry, { store, clock, workInFlight: working.size });
  const plainUpkeep = createUpkeep({
    store,
    access,
    connect,
    keyring,
    sync,
    allowedOrigins: config.pagerDutyAllowedOrigins,
    egressIps: config.egressIps,
    lookup: lookupAddresses,
  });
  const { integrations } = store;
  const decide = decideExclusion(access);
  const exclusions = createExclusions({ store, clock, newId: randomUUID, decide });
  const profiles = createProfiles({ store, clock, newId: randomUUID });
  /** The store as somebody sees it. */
  const storeFor = async (actor: Actor) => {
    const { workspaceId, userId } = actor;
    const person = { userId, standing: await access.standing(actor) };
    return seenStore(store, await sight.view({ workspaceId, person, channelId: null }));
  };
  const incidentsFor = async (actor: Actor) => (await storeFor(actor)).incidents;
  const upkeep = auditedUpkeep(plainUpkeep, { audit, integrations });
  const digestClient = () => ({
    slackApiUrl: config.slack.apiUrl,
    timeout: 20_000,
    // One attempt: what is tried again, and when, is the deliverer's to say.
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger: slackLogger(log),
  });
  const poster = slackDigestPoster({
    clientOf: slackClients(reach.tokens, digestClient),
    collectionOf: collectionOfDigest(store),
    clock,
    log,
    picturePatience: timing.picture,
  });
  const digestSide = createDigestSide({
    store,
    sight,
    access,
    channels,
    poster,
    audit,
    clock,
    log,
    newId: randomUUID,
    ticker: surroundings.digestTicker ?? cronTicker(log),
    ...(surroundings.digestGaps && { gaps: surroundings.digestGaps }),
  });
  const surfaces = registerListeners(bolt.app, {
    ...{ digests: digestSide.digests },
    connections: createAskedConnections({ connections, integrations, sync, access, audit }),
    upkeep,
    satellites,
    collections: stopWithCollection(
      auditedCollections(createCollections({ store, access, clock, newId: randomUUID, incidentsFor }), {
        audit,
        store: store.collections,
      }),
      { store, poster, audit, clock, log },
    ),
    choices: auditedChoices(createChoices({ store, access }), audit),
    settings: auditedSettings(createSettings({ store, access }), audit),
    reports: inTurns(createAskedReports({ store, access, sight, clock })),
    exclusions: createAskedExclusions({ exclusions, incidentsFor, access, audit }),
    profiles: createAskedProfiles({
      profiles,
      profilesFor: async (actor) =>
        createProfiles({ store: await storeFor(actor), clock, newId: randomUUID }),
      access,
      audit,
    }),
    sync,
    people,
    access,
    roles: createRoles({ store: store.roles, people, access, audit, clock }),
    audiences: createAudiences({ store, channels, access, audit }),
    audit,
    workspaceData: createWorkspaceData({ store, sync, access, audit }),
    integrations: store.integrations,
    directories: store.incidents,
    clientOf,
    installations,
    inFlight: working,
    clock,
    log,
    timing,
    newErrorId,
    texts: { egressIps: config.egressIps },
  });

  const { installing, apiUrl } = config.slack;
  let sweeping: Ticking | null = null;
  let checking: Ticking | null = null;
  const upkeepOfWorkspaces = async () => {
    await installations.sweep();
    if (config.retentionDays !== null) {
      const gone = await store.workspaces.forgetBefore(clock.now() - config.retentionDays * DAY);
      if (gone > 0) log.info({ incidents: gone }, 'Incidents past RETENTION_DAYS were deleted.');
    }
    await checkDepartures({
      store,
      people,
      audit,
      log,
      onPassed: tellHeir({ clientOf }),
      onDigestPassed: (digest) => poster.tell(digest, { kind: 'passed' }),
    });
    await digestSide.upkeep();
  };
  const rotation = createRotation({ ...keys, store, dataDir: config.dataDir, clock, log });
  let stopping = false;
  const server = createHttpServer({
    within: (work) => tracing.run(newRequestId(), work),
    routes: {
      'GET /healthz': healthz,
      'GET /readyz': readyz(() =>
        stopping ? 'The app is stopping.' : (store.health().problem?.sentence ?? reach.problem()),
      ),
      'GET /metrics': metricsRoute(metrics, config.metricsToken),
      ...satelliteRoutes,
      ...(bolt.receive && {
        'POST /slack/events': metrics.counted(
          slackEvents({
            receive: bolt.receive,
            signingSecret: config.slack.signingSecret ?? '',
            // Bolt checks the time by the machine's own clock; so do we.
            now: systemClock.now,
            onAcknowledged: metrics.observeAcknowledgement,
          }),
        ),
      }),
      ...(installing.mode === 'many workspaces' &&
        installRoutes({
          installing,
          apiUrl,
          publicUrl: config.publicUrl ?? '',
          installations,
          welcome: welcomeInstaller({ clientOf, inFlight: working, log }),
          log,
          newErrorId,
        })),
    },
    otherwise: (request, response) =>
      request.url?.startsWith('/satellite')
        ? noSuchRequest(request, response)
        : sendText(response, 404, 'There is nothing here.'),
    onError: (error) => log.error({ err: error }, 'A request failed.'),
    isSecure: config.publicUrl?.startsWith('https://') ?? false,
  });

  return {
    sync,
    digests: digestSide.deliverer,
    upkeep: upkeepOfWorkspaces,
    async start() {
      const port = await server.listen(config.port, surroundings.host);
      log.info({ port }, `listening on port ${port}`);
      await rotation.start();
      await reach.begin();
      await bolt.start();
      await sync.start();
      satelliteSide.start();
      await surfaces.resume();
      reachable.resolve(surfaces);
      sweeping = sole('sweep')(HOURLY, () => installations.sweep());
      checking = sole('upkeep')(NIGHTLY, upkeepOfWorkspaces);
      digestSide.start();
      return port;
    },
    async stop() {
      stopping = true;
      reach.end();
      sweeping?.stop();
      checking?.stop();
      satelliteSide.stop();
      await digestSide.stop();
      await bolt.stop();
      await server.close(DRAIN_MILLISECONDS);
      surfaces.stop();
      await working.drain(DRAIN_MILLISECONDS);
      await sync.stop();
      await rotation.stop();
      await store.close();
      log.info('stopped');
    },
  };
}
