import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  DatabaseError,
  type DatabaseLogin,
  type DatabaseServer,
  type DatabaseSession,
} from '../../../src/csms/rotation/databases/database-driver.ts';
import { grantForTwin } from '../../../src/csms/rotation/databases/mysql-grants.ts';
import { databaseKinds, openTestDatabase, type TestDatabase } from './database-world.ts';

async function refusal(work: Promise<unknown>): Promise<DatabaseError> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error instanceof DatabaseError) return error;
  throw new Error('not refused', { cause: error });
}

describe.each(databaseKinds)('SEC-12 accounts of %s', (kind) => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await openTestDatabase(kind);
  });
  afterAll(() => database[Symbol.asyncDispose]());

  async function as<T>(
    login: DatabaseLogin,
    work: (session: DatabaseSession) => Promise<T>,
    server: DatabaseServer = database.server,
  ): Promise<T> {
    const session = await database.driver.connect(server, login);
    try {
      return await work(session);
    } finally {
      await session.close();
    }
  }

  it('an administrator changes the password of an account', async () => {
    const login = await database.account();
    await as(database.admin, (session) => session.setPassword(login.username, 'second password'));
    expect(await database.works(login)).toBe(false);
    expect(await database.works({ ...login, password: 'second password' })).toBe(true);
  });

  it('an account changes its own password', async () => {
    const login = await database.account();
    await as(login, (session) => session.setPassword(login.username, 'second password'));
    expect(await database.works(login)).toBe(false);
    expect(await database.works({ ...login, password: 'second password' })).toBe(true);
  });

  it('an account cannot change the password of another', async () => {
    const login = await database.account();
    const other = await database.account();
    const error = await refusal(as(login, (session) => session.setPassword(other.username, 'taken over')));
    expect(error.reason).toBe('refused');
    expect(error.message).not.toContain('taken over');
    expect(await database.works(other)).toBe(true);
  });

  it.each([
    `quote'"\`back\\slash`,
    `'; DROP TABLE kept; --`,
    `%I %L $1 \${x} {{x}}`,
    `\\'; DROP TABLE kept; #`,
    'ключ 🔑',
    "' OR '1'='1",
    '*94BDCEBE19083CE2A1F959FD02F964C7AF4CFC29',
    'md5aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa ',
  ])('the password %s is a password and nothing else', async (password) => {
    const login = await database.account();
    await as(database.admin, (session) => session.setPassword(login.username, password));
    expect(await database.use({ ...login, password })).toBe('kept');
    await as({ ...login, password }, (session) => session.setPassword(login.username, `${password}2`));
    expect(await database.use({ ...login, password: `${password}2` })).toBe('kept');
  });

  it.each([`o'brien"x\`y\\z`, `x'; DROP TABLE kept; --`, 'with space', 'Ünï'])(
    'the account name %s is a name and nothing else',
    async (name) => {
      const login = await database.account(name);
      const twin = { username: `${name}_clone`, password: 'of the twin' };
      await as(database.admin, async (session) => {
        await session.setPassword(name, 'second password');
        expect(await session.exists(name)).toBe(true);
        expect(await session.exists(twin.username)).toBe(false);
        await session.createTwin(name, twin);
        expect(await session.exists(twin.username)).toBe(true);
      });
      expect(await database.use({ ...login, password: 'second password' })).toBe('kept');
      expect(await database.use(twin)).toBe('kept');
      await as(database.admin, (session) => session.dropTwin(name, twin.username));
      expect(await database.works(twin)).toBe(false);
      expect(await database.works({ ...login, password: 'second password' })).toBe(true);
    },
  );

  it('a twin that is not there is dropped without complaint, and a missing account is refused', async () => {
    await as(database.admin, async (session) => {
      await session.dropTwin('nobody', 'nobody_clone');
      expect((await refusal(session.setPassword('nobody', 'x'))).reason).toBe('refused');
      expect(
        (await refusal(session.createTwin('nobody', { username: 'nobody_clone', password: 'x' }))).reason,
      ).toBe('refused');
      expect(await session.exists('nobody_clone')).toBe(false);
    });
  });

  it.each(['', 'null\0character', 'n'.repeat(200)])('refuses the account name %j', async (name) => {
    const error = await refusal(as(database.admin, (session) => session.setPassword(name, 'x')));
    expect(error.reason).toBe('refused');
  });

  it('refuses a password with a null character and says nothing of it', async () => {
    const login = await database.account();
    const error = await refusal(as(database.admin, (session) => session.setPassword(login.username, 'a\0b')));
    expect([error.reason, error.message.includes('a\0b')]).toEqual(['refused', false]);
    expect(await database.works(login)).toBe(true);
  });

  it('tells a wrong password from a server that is not there', async () => {
    const login = await database.account();
    const wrong = await refusal(as({ ...login, password: 'wrong password' }, async () => undefined));
    expect([wrong.reason, wrong.message.includes('wrong password')]).toEqual(['loginRefused', false]);
    const missing = await refusal(as({ ...login, username: 'nobody' }, async () => undefined));
    expect(missing.reason).toBe('loginRefused');
    const nowhere = await refusal(as(login, async () => undefined, { ...database.server, port: 1 }));
    expect([nowhere.reason, nowhere.message]).toEqual([
      'unreachable',
      expect.stringContaining('127.0.0.1:1 cannot be reached'),
    ]);
  });

  it('a server without TLS is refused where TLS is asked for', async () => {
    const login = await database.account();
    for (const mode of ['require', 'verify-full'] as const) {
      const server = { ...database.server, host: 'localhost', tls: { mode, authorities: null } };
      expect((await refusal(as(login, async () => undefined, server))).reason).toBe('unreachable');
    }
  });

  it('a server that never answers is unreachable within seconds', async () => {
    const silent = createServer((socket) => socket.resume());
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const address = silent.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const error = await refusal(as(database.admin, async () => undefined, { ...database.server, port }));
    expect(error.reason).toBe('unreachable');
    silent.close();
  });

  it('a connection that ends under a statement is lost, not refused', async () => {
    const login = await database.account();
    await as(login, async (session) => {
      const query =
        kind === 'postgresql'
          ? `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '${login.username}'`
          : `KILL USER '${login.username}'@'%'`;
      await database.run(query);
      expect((await refusal(session.setPassword(login.username, 'second password'))).reason).toBe('lost');
    });
    expect(await database.works(login)).toBe(true);
  });
});

describe('SEC-12 rights of a MySQL account for its twin', () => {
  const of = { name: "o'brien`", host: '10.%' };
  const twin = "'twin'@'10.%'";
  it.each([
    ["GRANT USAGE ON *.* TO `o'brien```@`10.%`", `GRANT USAGE ON *.* TO ${twin}`],
    [
      "GRANT USAGE ON *.* TO `o'brien```@`10.%` IDENTIFIED BY PASSWORD '*AB' REQUIRE SSL WITH GRANT OPTION",
      `GRANT USAGE ON *.* TO ${twin} REQUIRE SSL WITH GRANT OPTION`,
    ],
    [
      "GRANT SELECT (`a`), INSERT ON `d TO ``x`.`t` TO 'o''brien`'@'10.%' WITH GRANT OPTION",
      `GRANT SELECT (\`a\`), INSERT ON \`d TO \`\`x\`.\`t\` TO ${twin} WITH GRANT OPTION`,
    ],
    ["GRANT `role` TO `o'brien```@`10.%`", `GRANT \`role\` TO ${twin}`],
    ["SET DEFAULT ROLE `role` FOR `o'brien```@`10.%`", `SET DEFAULT ROLE \`role\` FOR ${twin}`],
  ])('%s', (line, statement) => {
    expect(grantForTwin(line, { of, twin })).toBe(statement);
  });

  it.each([
    'GRANT USAGE ON *.* TO `other`@`10.%`',
    "GRANT USAGE ON *.* TO `o'brien```@`10.%` WITH MAX_QUERIES_PER_HOUR 5",
    "REVOKE SELECT ON *.* FROM `o'brien```@`10.%`",
    "GRANT USAGE ON *.* TO `o'brien```@`10.%`; DROP TABLE x",
    '',
  ])('refuses %s', (line) => {
    expect(() => grantForTwin(line, { of, twin })).toThrow(DatabaseError);
  });
});
