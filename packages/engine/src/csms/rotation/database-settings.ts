import {
  type DatabaseCredentials,
  type DatabaseEngine,
  type DatabaseRotationConfig,
  databaseCredentials,
  databaseRotationConfig,
  parseJsonText,
} from '@dewpoint/contract';
import type { Egress } from '../../egress/egress-guard.ts';
import type { DatabaseDriver, DatabaseLogin, DatabaseServer } from './databases/database-driver.ts';
import { RotationFailure } from './rotation-failure.ts';

export type DatabaseDrivers = Readonly<Record<DatabaseEngine, DatabaseDriver>>;

/** @throws RotationFailure that names what is wrong, and never repeats a value */
export function readCredentials(text: string, secretName: string): DatabaseCredentials {
  const parsed = parseJsonText(databaseCredentials, text);
  if ('value' in parsed) return parsed.value;
  const { name, message } = parsed.problem;
  throw new RotationFailure(
    'ROTATION.VALUE',
    `The value of ${secretName} is no login of a database: ${name === '' ? 'it' : name} ${message}. Store JSON with engine, host, port, dbname, username and password.`,
  );
}

export function readDatabaseConfig(text: string | null): DatabaseRotationConfig {
  const parsed = parseJsonText(databaseRotationConfig, text ?? '{}');
  if ('value' in parsed) return parsed.value;
  const { name, message } = parsed.problem;
  throw new RotationFailure('ROTATION.CONFIG', `rotation_config.${name} ${message}.`);
}

export const loginOf = ({ username, password }: DatabaseCredentials): DatabaseLogin => ({
  username,
  password,
});

/**
 * The server of a rotation. Where an administrator logs in, only those say where to who may read the administrator's secret: the settings
 * of the rotation, which were checked for that, and the administrator's own value. Whoever may store versions of the rotating secret
 * could otherwise have the administrator's password sent to a server of theirs.
 *
 * @throws RotationFailure, EgressError
 */
export async function serverOf(
  egress: Egress,
  driver: DatabaseDriver,
  settings: {
    readonly config: DatabaseRotationConfig;
    readonly credentials: DatabaseCredentials;
    readonly admin: DatabaseCredentials | undefined;
  },
): Promise<DatabaseServer> {
  const { config, credentials, admin } = settings;
  const trusted = admin ?? credentials;
  const host = config.Host ?? trusted.host;
  if (host === undefined) {
    throw new RotationFailure(
      'ROTATION.CONFIG',
      admin === undefined
        ? 'The server is not named. Store host in the value, or send Host in rotation_config.'
        : 'The server is not named. Store host in the value of the administrator, or send Host in rotation_config.',
    );
  }
  const [address] = await egress.resolve(host);
  if (address === undefined) throw new TypeError('egress: no address and no refusal');
  const loopback = address.address === '::1' || address.address.startsWith('127.');
  return {
    host,
    address,
    port: config.Port ?? trusted.port ?? credentials.port ?? driver.defaultPort,
    database: config.Database ?? credentials.dbname ?? null,
    tls: {
      // Passwords go through this connection: unprotected only to this machine, or where somebody said so.
      mode: config.TlsMode ?? trusted.sslmode ?? (loopback ? 'disable' : 'verify-full'),
      authorities: trusted.sslrootcert ?? null,
    },
  };
}
