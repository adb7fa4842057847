import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createEngine, type Engine, openRoot, type RootOfTrust, systemClock } from '@dewpoint/engine';
import { type Configuration, isCleartextNetwork } from './configuration/configuration.ts';
import type { Log } from './log/log.ts';
import { consoleFolder, version } from './product.ts';
import { type RunningServer, startServer } from './server.ts';

/** The whole product, running. */
export interface RunningProduct {
  readonly server: RunningServer;
  /** Name and one-time password of the administrator, when this start made them up. */
  readonly firstLogin: { readonly name: string; readonly password: string } | null;
  /** Answers what runs, then closes jobs, audit trail, store and root of trust. */
  close(): Promise<void>;
}

/** Opens root of trust, store and port, in this order; what was opened is closed again when a later step fails. */
export async function startProduct(configuration: Configuration, log: Log): Promise<RunningProduct> {
  prepareDataFolder(configuration.dataDir);
  const store = storeOf(configuration);
  const root = await openRoot(rootOf(configuration), store);
  const opened: { close(): Promise<void> }[] = [root];
  try {
    const engine = await createEngine({
      store,
      root,
      clock: systemClock,
      region: configuration.region,
      quotas: configuration.quotas,
      log,
    });
    // The engine closes its root of trust.
    opened.splice(0, 1, engine);
    return await serve(configuration, log, engine, root);
  } catch (error) {
    for (const part of opened) await part.close();
    throw error;
  }
}

async function serve(
  configuration: Configuration,
  log: Log,
  engine: Engine,
  root: RootOfTrust,
): Promise<RunningProduct> {
  const { adminPassword, account, region } = configuration;
  const first = await engine.identity.bootstrap({
    accountName: account,
    projectName: region,
    ...(adminPassword === undefined ? {} : { adminPassword }),
  });
  await engine.start();
  const { kind, sealed, detail } = root.describe();
  const server = await startServer({
    configuration,
    engine,
    clock: systemClock,
    log,
    protection: { kind: kind === 'pkcs11' ? 'hsm' : 'software', detail },
    firstStart: first !== null,
    consoleFolder,
    version,
  });
  if (!sealed) warnUnsealed(log);
  if (isCleartextNetwork(server.publicOrigin)) warnCleartext(log, server.publicOrigin);
  log.info('ready', { address: server.publicOrigin.origin, port: server.port, version, rootOfTrust: detail });
  return {
    server,
    firstLogin: first?.generatedPassword
      ? { name: first.adminName, password: first.generatedPassword }
      : null,
    async close() {
      await server.close();
      await engine.close();
    },
  };
}

/** Only this user may look into the data folder: it holds the store and the sealed root key. */
function prepareDataFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
}

function storeOf({ databaseUrl, dataDir }: Configuration) {
  return databaseUrl === undefined
    ? ({ kind: 'sqlite', file: join(dataDir, 'dewpoint.db') } as const)
    : ({ kind: 'postgres', url: databaseUrl } as const);
}

function rootOf({ root, dataDir }: Configuration) {
  return root.kind === 'pkcs11'
    ? ({ kind: 'pkcs11', modulePath: root.module, tokenLabels: root.tokens, pin: root.pin } as const)
    : ({
        kind: 'software',
        file: join(dataDir, 'root.key'),
        ...(root.passphrase === undefined ? {} : { passphrase: root.passphrase }),
      } as const);
}

function warnUnsealed(log: Log): void {
  log.warn(
    'THE ROOT KEY IS NOT SEALED: whoever copies the data folder can open every key. Set DEWPOINT_ROOT_KEY_PASSPHRASE (or DEWPOINT_ROOT_KEY_PASSPHRASE_FILE), or use an HSM (DEWPOINT_HSM_MODULE).',
  );
}

function warnCleartext(log: Log, origin: URL): void {
  log.warn(
    'THE PUBLIC ADDRESS USES HTTP: sessions and data travel in clear. Serve HTTPS (DEWPOINT_TLS_CERT_FILE, DEWPOINT_TLS_KEY_FILE, or a proxy) and set DEWPOINT_PUBLIC_URL to it.',
    { address: origin.origin },
  );
}
