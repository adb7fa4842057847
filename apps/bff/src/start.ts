import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { OperationError } from '@dewpoint/contract';
import {
  type Clock,
  createEngine,
  type Engine,
  openRoot,
  type RateLimits,
  systemClock,
} from '@dewpoint/engine';
import {
  type Configuration,
  ConfigurationError,
  isCleartextNetwork,
  publicOriginOf,
} from './configuration/configuration.ts';
import { settings } from './configuration/settings.ts';
import { createHandler } from './handler.ts';
import { type Listener, listen } from './http/listener.ts';
import type { Log } from './log/log.ts';
import { consoleFolder, version } from './product.ts';

/** The whole product, running. */
export interface RunningProduct {
  readonly publicUrl: URL;
  readonly port: number;
  readonly engine: Engine;
  /** Name and one-time password of the administrator, when this start made them up. */
  readonly firstLogin: { readonly name: string; readonly password: string } | null;
  /** Answers what runs, then closes jobs, audit trail, store and root of trust. */
  close(): Promise<void>;
}

export interface StartOptions {
  readonly clock?: Clock;
  /** Folder of the built console; that of this repository when absent. */
  readonly consoleFolder?: string;
  /** Flow control per user and account (IAM-08); the engine's own when absent. */
  readonly limits?: RateLimits;
}

/** Opens port, root of trust and store; until all of it works the port answers 503. What was opened is closed again when a later step fails. */
export async function startProduct(
  configuration: Configuration,
  log: Log,
  options: StartOptions = {},
): Promise<RunningProduct> {
  prepareDataFolder(configuration.dataDir);
  const listener = await listen(configuration);
  const publicUrl = publicOriginOf(configuration, listener.port);
  let engine: Engine | undefined;
  try {
    engine = await openEngine(configuration, log, publicUrl, options);
    const first = await firstAccount(configuration, engine);
    await engine.start();
    const handler = await createHandler({
      configuration,
      engine,
      clock: options.clock ?? systemClock,
      log,
      publicUrl,
      firstStart: first !== null,
      consoleFolder: options.consoleFolder ?? consoleFolder,
      version,
      isDraining: listener.isDraining,
      isClosed: listener.isClosed,
    });
    listener.serve(handler);
    const firstLogin = first?.generatedPassword
      ? { name: first.adminName, password: first.generatedPassword }
      : null;
    return running({ listener, engine, publicUrl, firstLogin, log });
  } catch (error) {
    await listener.drain();
    await engine?.close();
    throw error;
  }
}

function running(parts: {
  listener: Listener;
  engine: Engine;
  publicUrl: URL;
  firstLogin: RunningProduct['firstLogin'];
  log: Log;
}): RunningProduct {
  const { listener, engine, publicUrl, firstLogin, log } = parts;
  if (isCleartextNetwork(publicUrl)) warnCleartext(log, publicUrl);
  log.info('ready', { address: publicUrl.origin, port: listener.port, version });
  return {
    publicUrl,
    port: listener.port,
    engine,
    firstLogin,
    async close() {
      if (!(await listener.drain())) log.warn('shutdown cut requests that did not finish in time');
      await engine.close();
    },
  };
}

async function openEngine(
  configuration: Configuration,
  log: Log,
  publicUrl: URL,
  { clock = systemClock, limits }: StartOptions,
): Promise<Engine> {
  const store = storeOf(configuration);
  const root = await openRoot(rootOf(configuration), store);
  const { sealed, detail } = root.describe();
  log.info('root of trust opened', { detail });
  if (!sealed) warnUnsealed(log);
  try {
    const { region, quotas, egressAllow, smtp, traceRetentionDays } = configuration;
    return await createEngine({
      store,
      root,
      clock,
      region,
      quotas,
      egressAllow,
      publicUrl: publicUrl.origin,
      ...(smtp === undefined ? {} : { smtp }),
      ...(limits === undefined ? {} : { limits }),
      log,
      ...(traceRetentionDays === undefined ? {} : { traceRetentionInDays: traceRetentionDays }),
    });
  } catch (error) {
    await root.close();
    throw error;
  }
}

/** Throws `ConfigurationError` for an administrator's password that the rules for passwords refuse. */
async function firstAccount({ account, region, adminPassword }: Configuration, engine: Engine) {
  try {
    return await engine.identity.bootstrap({
      accountName: account,
      projectName: region,
      ...(adminPassword === undefined ? {} : { adminPassword }),
    });
  } catch (error) {
    if (!(error instanceof OperationError) || error.field !== 'adminPassword') throw error;
    throw new ConfigurationError([error.message.replace('adminPassword', settings.adminPassword.name)]);
  }
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

function warnCleartext(log: Log, publicUrl: URL): void {
  log.warn(
    'THE PUBLIC ADDRESS USES HTTP: sessions and data travel in clear. Serve HTTPS (DEWPOINT_TLS_CERT_FILE, DEWPOINT_TLS_KEY_FILE, or a proxy) and set DEWPOINT_PUBLIC_URL to it.',
    { address: publicUrl.origin },
  );
}
