import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { freePort, inPrivateFolder, PrivateServer, ready, writePrivateFile } from './private-server.mjs';
import { runQuietly, start } from './run.mjs';

const USER = 'dewpoint';

/**
 * Starts a MariaDB server for one test run, with a random password; its `url` is `mysql://…`.
 * It does not wait for the disk.
 *
 * @param {string} program `mariadbd`
 * @returns {Promise<PrivateServer>}
 * @throws {import('./run.mjs').CommandError} with what the server printed
 */
export function startMariadb(program) {
  return inPrivateFolder({ name: 'MariaDB', users: ['mysql', 'nobody'] }, async (folder, identity) => {
    const password = randomBytes(16).toString('hex');
    const accounts = join(folder, 'accounts.sql');
    writePrivateFile(
      accounts,
      `CREATE USER '${USER}'@'%' IDENTIFIED BY '${password}';\nGRANT ALL ON *.* TO '${USER}'@'%' WITH GRANT OPTION;\n`,
      identity,
    );
    const data = join(folder, 'data');
    const options = ['--no-defaults', `--datadir=${data}`, '--skip-test-db'];
    await runQuietly(installer(program), [...options, '--auth-root-authentication-method=socket'], {
      cwd: folder,
      env: process.env,
      ...identity,
    });
    const port = await freePort();
    const server = start(
      program,
      [
        '--no-defaults',
        `--datadir=${data}`,
        `--port=${port}`,
        '--bind-address=127.0.0.1',
        `--socket=${join(folder, 'socket')}`,
        `--pid-file=${join(folder, 'pid')}`,
        `--init-file=${accounts}`,
        '--skip-name-resolve',
        '--innodb-flush-log-at-trx-commit=0',
        '--innodb-buffer-pool-size=32M',
      ],
      { cwd: folder, env: process.env, ...identity },
      ['ignore', 'ignore', 'pipe'],
    );
    await ready(server, { name: 'MariaDB', marker: 'ready for connections' });
    const url = `mysql://${USER}:${password}@127.0.0.1:${port}/mysql`;
    return new PrivateServer({ folder, server, url, stopSignal: 'SIGTERM' });
  });
}

/** Packages put the program into `sbin` and what makes its data folder into `bin`. @param {string} program */
function installer(program) {
  const beside = join(dirname(program), 'mariadb-install-db');
  return existsSync(beside) ? beside : join(dirname(program), '..', 'bin', 'mariadb-install-db');
}
