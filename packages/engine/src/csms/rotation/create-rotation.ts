import type { JobDefinition } from '../../jobs/job.ts';
import type { HandlersOf } from '../../pipeline/handler.ts';
import type { CsmsParts } from '../csms-parts.ts';
import { DatabaseRotation } from './database-rotation.ts';
import type { DatabaseDrivers } from './database-settings.ts';
import { mysqlDriver } from './databases/mysql-driver.ts';
import { postgresDriver } from './databases/postgres-driver.ts';
import { rotationHandlers } from './rotation-handlers.ts';
import { ROTATION_PRINCIPAL, RotationRunner } from './rotation-runner.ts';
import { RotationValues } from './rotation-values.ts';
import { scheduledRotationJob } from './scheduled-rotation.ts';
import { SharedRotation } from './shared-rotation.ts';
import { createValueSupplier } from './value-supplier.ts';

/** The kept drivers: MySQL's speaks to MariaDB too. */
export const databaseDrivers: DatabaseDrivers = {
  postgresql: postgresDriver,
  mysql: mysqlDriver,
  mariadb: mysqlDriver,
};

/** Rotation of secrets: its operations and its jobs (SEC-12). */
export function createRotation(parts: CsmsParts): {
  readonly handlers: HandlersOf<'csms.rotateSecret' | 'csms.listSecretTask'>;
  readonly jobs: readonly JobDefinition[];
} {
  const { store, egress, clock } = parts;
  const values = new RotationValues(parts);
  const principalName = ROTATION_PRINCIPAL;
  const database = new DatabaseRotation({ store, egress, drivers: parts.drivers, values, principalName });
  const shared = new SharedRotation({
    values,
    supplier: createValueSupplier({ egress, clock }),
    principalName,
  });
  const runner = new RotationRunner(parts, values, ({ type }) => (type === 'COMMON' ? shared : database));
  return { handlers: rotationHandlers(parts), jobs: [scheduledRotationJob(parts), runner.job] };
}
