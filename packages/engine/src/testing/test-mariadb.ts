import { existsSync } from 'node:fs';
import { createConnection } from 'mysql2/promise';
import { type RunServer, urlOfRunServer } from './run-server.ts';

let serverUrl: Promise<string> | undefined;

/** URL of a MariaDB server for tests, of a user who may do everything: `DEWPOINT_TEST_MARIADB_URL`, or a private one of this test run. */
export function testMariadbUrl(): Promise<string> {
  serverUrl ??= urlOfRunServer(mariadb);
  return serverUrl;
}

const mariadb: RunServer = {
  name: 'MariaDB',
  variable: 'DEWPOINT_TEST_MARIADB_URL',
  debian: { package: 'mariadb-server', user: 'mysql' },
  find: () => (existsSync('/usr/sbin/mariadbd') ? '/usr/sbin/mariadbd' : null),
  script: (program, folder, port) => ({
    make: `mariadb-install-db --no-defaults --datadir='${folder}/data' --skip-test-db --auth-root-authentication-method=socket && printf '%s\\n' "CREATE USER root@'%' IDENTIFIED BY 'root';" "GRANT ALL ON *.* TO root@'%' WITH GRANT OPTION;" >'${folder}/accounts.sql'`,
    serve: `'${program}' --no-defaults --datadir='${folder}/data' --port=${port} --bind-address=127.0.0.1 --socket='${folder}/socket' --pid-file='${folder}/pid' --init-file='${folder}/accounts.sql' --skip-name-resolve --innodb-flush-log-at-trx-commit=0 --innodb-buffer-pool-size=32M`,
  }),
  url: (port) => `mysql://root:root@127.0.0.1:${port}/mysql`,
  async connect(url) {
    await (await createConnection(url)).end();
  },
};
