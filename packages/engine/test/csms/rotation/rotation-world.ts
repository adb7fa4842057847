import { databaseDrivers } from '../../../src/csms/rotation/create-rotation.ts';
import type { DatabaseDrivers } from '../../../src/csms/rotation/database-settings.ts';
import type {
  DatabaseDriver,
  DatabaseLogin,
  DatabaseSession,
} from '../../../src/csms/rotation/databases/database-driver.ts';
import type { CsmsWorld } from '../csms-world.ts';
import type { DatabaseKind, TestDatabase } from './database-world.ts';

type Fields = Readonly<Record<string, unknown>>;

/** What happens when a rotation reaches a point of its way, e.g. `setPassword sent`. */
export type AtPoint = (point: string) => Promise<void> | void;

/** The real drivers, with a test standing before and after everything that they do. */
export function watchedDrivers(at: AtPoint): DatabaseDrivers {
  const watched = (driver: DatabaseDriver): DatabaseDriver => ({
    ...driver,
    async connect(server, login) {
      await at('connect');
      const session = await driver.connect(server, login);
      await at('connected');
      return watchedSession(session, at);
    },
  });
  const { postgresql, mysql, mariadb } = databaseDrivers;
  return { postgresql: watched(postgresql), mysql: watched(mysql), mariadb: watched(mariadb) };
}

function watchedSession(session: DatabaseSession, at: AtPoint): DatabaseSession {
  const around = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    await at(name);
    const result = await work();
    await at(`${name} sent`);
    return result;
  };
  return {
    exists: (username) => around('exists', () => session.exists(username)),
    setPassword: (username, password) => around('setPassword', () => session.setPassword(username, password)),
    createTwin: (of, twin) => around('createTwin', () => session.createTwin(of, twin)),
    dropTwin: (of, twin) => around('dropTwin', () => session.dropTwin(of, twin)),
    close: () => session.close(),
  };
}

export type SubType = 'SingleUser' | 'MultiUser';

/** A rotating secret of a fresh account in the database, and the administrator's secret that it is rotated with. */
export async function createLoginSecret(
  world: CsmsWorld,
  database: TestDatabase,
  kind: DatabaseKind,
  name: string,
  options: {
    readonly subType?: SubType;
    readonly config?: Fields;
    readonly fields?: Fields;
    readonly value?: Fields;
  } = {},
): Promise<DatabaseLogin> {
  const login = await database.account();
  const { subType = 'SingleUser', config = {}, fields = {}, value = {} } = options;
  await world.createSecret(`${name}-admin`, {
    secretString: JSON.stringify({ engine: kind, ...database.admin }),
  });
  await world.createSecret(name, {
    secretType: 'RDS-FG',
    rotationConfig: JSON.stringify({
      InstanceId: 'a',
      SecretSubType: subType,
      Host: '127.0.0.1',
      Port: database.server.port,
      Database: database.name,
      AdminSecret: `${name}-admin`,
      ...config,
    }),
    ...fields,
    secretString: JSON.stringify({ engine: kind, ...login, owner: 'team', ...value }),
  });
  return login;
}

/** The login that a status names. */
export async function loginAt(world: CsmsWorld, name: string, status = 'SYSCURRENT'): Promise<DatabaseLogin> {
  const { secretString } = await world.read(name, status);
  const { username, password } = JSON.parse(secretString ?? '{}') as DatabaseLogin;
  return { username, password };
}

export async function rotate(world: CsmsWorld, secretName: string): Promise<string> {
  return (await world.node.run('csms.rotateSecret', world.api, { secretName })).rotationTaskId;
}

export async function taskOf(world: CsmsWorld, taskId: string) {
  const { tasks } = await world.node.run('csms.listSecretTask', world.api, { taskId });
  const [task] = tasks;
  if (task === undefined) throw new Error('no such task');
  return task;
}
