import type { DatabaseCredentials, DatabaseRotationConfig } from '@dewpoint/contract';
import type { Egress } from '../../egress/egress-guard.ts';
import type { Store } from '../../store/store.ts';
import {
  type DatabaseDrivers,
  loginOf,
  readCredentials,
  readDatabaseConfig,
  serverOf,
} from './database-settings.ts';
import {
  type DatabaseDriver,
  DatabaseError,
  type DatabaseLogin,
  type DatabaseServer,
  type DatabaseSession,
} from './databases/database-driver.ts';
import { generateValue } from './generated-value.ts';
import { RotationFailure } from './rotation-failure.ts';
import type { Made, Rotation, RotationMethod } from './rotation-method.ts';
import type { RotationValues } from './rotation-values.ts';
import { lastLogins, progressTask } from './task-repository.ts';

/** The second account of a pair is named after the first. */
const TWIN_SUFFIX = '_clone';

/** What one step needs to know. */
interface Settings {
  readonly config: DatabaseRotationConfig;
  /** Of the version that the rotation starts from. */
  readonly credentials: DatabaseCredentials;
  readonly driver: DatabaseDriver;
  readonly server: DatabaseServer;
  readonly admin: DatabaseLogin | undefined;
}

/** Passwords of database accounts, changed on the server itself (SEC-12): of one account, or of two in turn. */
export class DatabaseRotation implements RotationMethod {
  readonly #parts: {
    readonly store: Store;
    readonly egress: Egress;
    readonly drivers: DatabaseDrivers;
    readonly values: RotationValues;
    readonly principalName: string;
  };

  constructor(parts: {
    readonly store: Store;
    readonly egress: Egress;
    readonly drivers: DatabaseDrivers;
    readonly values: RotationValues;
    readonly principalName: string;
  }) {
    this.#parts = parts;
  }

  readonly elsewhere = {
    set: (rotation: Rotation) => this.#set(rotation),
    test: (rotation: Rotation) => this.#test(rotation),
    undo: (rotation: Rotation) => this.#undo(rotation),
  };

  async create(rotation: Rotation): Promise<Made> {
    const { context, listed } = rotation;
    const base = await this.#parts.values.current(context, listed);
    const settings = await this.#settings(rotation, base.text);
    const { config, credentials } = settings;
    const from = credentials.username;
    const to = config.SecretSubType === 'MultiUser' ? await this.#otherLogin(rotation, from) : from;
    const makesLogin =
      to === from ? await this.#checkOwn(settings) : await this.#makes(rotation, settings, to);
    const password = generateValue(config.Length, config.CharacterClasses);
    return {
      value: { kind: 'text', text: withLogin(base.text, { username: to, password }) },
      progress: {
        base_version: base.version,
        login_from: from,
        login_to: to,
        makes_login: makesLogin ? 1 : 0,
      },
    };
  }

  async #set(rotation: Rotation): Promise<void> {
    const { task } = rotation;
    const settings = await this.#baseSettings(rotation);
    const made = await this.#madeLogin(rotation);
    const { username } = settings.credentials;
    if (made.username !== username) {
      return this.#asAdmin(settings, async (session) => {
        if (task.makes_login !== 1) return session.setPassword(made.username, made.password);
        if (await session.exists(made.username)) {
          if (task.attempts === 1) {
            // Undoing must not remove what is not ours.
            await progressTask(this.#parts.store, task, { makes_login: 0 });
            throw foreignAccount(made.username);
          }
          await session.dropTwin(username, made.username);
        }
        await session.createTwin(username, made);
      });
    }
    const login = settings.admin ?? (await this.#ownLogin(settings, made));
    await this.#as(settings, login, (session) => session.setPassword(username, made.password));
  }

  async #test(rotation: Rotation): Promise<void> {
    const settings = await this.#baseSettings(rotation);
    await this.#as(settings, await this.#madeLogin(rotation), async () => undefined);
  }

  async #undo(rotation: Rotation): Promise<'undone' | 'adopt'> {
    const settings = await this.#baseSettings(rotation);
    const made = await this.#madeLogin(rotation);
    if (made.username !== settings.credentials.username) return this.#undoTwin(rotation, settings, made);
    const former = loginOf(settings.credentials);
    try {
      // Also where the former password works still: a change that is under way in the server would come after that finding.
      const login = settings.admin ?? (await this.#ownLogin(settings, made));
      await this.#as(settings, login, (session) => session.setPassword(former.username, former.password));
    } catch (error) {
      if (!isAnswer(error)) throw error;
    }
    if (await this.#works(settings, former)) return 'undone';
    if (await this.#works(settings, made)) return 'adopt';
    throw new RotationFailure(
      'ROTATION.STRANDED',
      `Neither the former nor the new password of ${former.username} works. Set it on the server and store it as a new version.`,
    );
  }

  /** The account that the applications use now was never touched; its twin gets what it had before. */
  async #undoTwin(rotation: Rotation, settings: Settings, made: DatabaseLogin): Promise<'undone'> {
    const former =
      rotation.task.makes_login === 1 ? undefined : await this.#formerLogin(rotation, made.username);
    await this.#asAdmin(settings, async (session) => {
      if (rotation.task.makes_login === 1)
        await session.dropTwin(settings.credentials.username, made.username);
      else if (former !== undefined) await session.setPassword(former.username, former.password);
    });
    return 'undone';
  }

  /** The password that an account had, as the newest version says that logs in as it. */
  async #formerLogin({ context, listed }: Rotation, username: string): Promise<DatabaseLogin | undefined> {
    for (const number of [...listed.versions.keys()].sort((a, b) => b - a)) {
      const opened = await this.#parts.values.opened(context, listed, number).catch((error: unknown) => {
        if (error instanceof RotationFailure) return undefined;
        throw error;
      });
      if (opened === undefined) continue;
      const login = loginIn(opened.text, listed.secret.name);
      if (login?.username === username) return login;
    }
    return undefined;
  }

  /** @throws DatabaseError when the login that the secret has now does not work: what was before could not be restored */
  async #checkOwn(settings: Settings): Promise<false> {
    await this.#as(settings, loginOf(settings.credentials), async () => undefined);
    return false;
  }

  async #makes(rotation: Rotation, settings: Settings, twin: string): Promise<boolean> {
    const last = await lastLogins(this.#parts.store.read, rotation.listed.secret.id);
    const known = last !== undefined && (last.from === twin || last.to === twin);
    return this.#asAdmin(settings, async (session) => {
      if (!(await session.exists(twin))) return true;
      if (!known) throw foreignAccount(twin);
      return false;
    });
  }

  async #otherLogin({ listed }: Rotation, username: string): Promise<string> {
    const last = await lastLogins(this.#parts.store.read, listed.secret.id);
    if (last?.to === username) return last.from;
    if (last?.from === username) return last.to;
    return `${username}${TWIN_SUFFIX}`;
  }

  /** The one of the two logins of an account that works; after a crash it is not known which one does. */
  async #ownLogin(settings: Settings, made: DatabaseLogin): Promise<DatabaseLogin> {
    const former = loginOf(settings.credentials);
    return (await this.#works(settings, former)) ? former : made;
  }

  async #works(settings: Settings, login: DatabaseLogin): Promise<boolean> {
    try {
      await this.#as(settings, login, async () => undefined);
      return true;
    } catch (error) {
      if (error instanceof DatabaseError && error.reason === 'loginRefused') return false;
      throw error;
    }
  }

  #asAdmin<T>(settings: Settings, work: (session: DatabaseSession) => Promise<T>): Promise<T> {
    if (settings.admin === undefined) {
      throw new RotationFailure('ROTATION.CONFIG', 'rotation_config.AdminSecret is required for MultiUser.');
    }
    return this.#as(settings, settings.admin, work);
  }

  async #as<T>(
    { driver, server }: Settings,
    login: DatabaseLogin,
    work: (session: DatabaseSession) => Promise<T>,
  ): Promise<T> {
    const session = await driver.connect(server, login);
    try {
      return await work(session);
    } finally {
      await session.close();
    }
  }

  async #baseSettings(rotation: Rotation): Promise<Settings> {
    const { context, task, listed } = rotation;
    const base = await this.#parts.values.opened(context, listed, task.base_version ?? undefined);
    if (base === undefined) {
      throw new RotationFailure(
        'ROTATION.VALUE',
        'The version that the rotation began with was removed meanwhile.',
      );
    }
    return this.#settings(rotation, base.text);
  }

  async #settings({ context, listed }: Rotation, text: string): Promise<Settings> {
    const { egress, drivers, values, principalName } = this.#parts;
    const { secret } = listed;
    const credentials = readCredentials(text, secret.name);
    const config = readDatabaseConfig(secret.rotation.config);
    const admin =
      config.AdminSecret === undefined
        ? undefined
        : readCredentials(
            await values.ofOther(context, config.AdminSecret, principalName),
            config.AdminSecret,
          );
    const driver = drivers[credentials.engine];
    const server = await serverOf(egress, driver, { config, credentials, admin });
    return { config, credentials, driver, server, admin: admin === undefined ? undefined : loginOf(admin) };
  }

  async #madeLogin({ context, task, listed }: Rotation): Promise<DatabaseLogin> {
    const text = await this.#parts.values.made(context, task, listed.secret);
    return loginOf(readCredentials(text, listed.secret.name));
  }
}

/** True when the server answered and said no: asking again changes nothing. */
function isAnswer(error: unknown): boolean {
  return error instanceof DatabaseError && (error.reason === 'refused' || error.reason === 'loginRefused');
}

function foreignAccount(username: string): RotationFailure {
  return new RotationFailure(
    'ROTATION.ACCOUNT_EXISTS',
    `The server has an account ${username} that no rotation of this secret made. Rename or remove it; it was not changed.`,
  );
}

function loginIn(text: string, secretName: string): DatabaseLogin | undefined {
  try {
    return loginOf(readCredentials(text, secretName));
  } catch (error) {
    if (error instanceof RotationFailure) return undefined;
    throw error;
  }
}

/** The value with another login; everything else in it stays, also what only the applications know. */
function withLogin(text: string, { username, password }: DatabaseLogin): string {
  const value: unknown = JSON.parse(text);
  return JSON.stringify({ ...(typeof value === 'object' ? value : {}), username, password });
}
