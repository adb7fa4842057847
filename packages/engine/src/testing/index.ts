export { AccessKeySecret } from '../iam/access-key-secret.ts';
export { FaultyStore } from './faulty-store.ts';
export { ManualClock } from './manual-clock.ts';
export {
  dialects,
  makeBareLocation,
  makeTestLocation,
  openTestStore,
  type TestLocation,
  type TestStore,
} from './open-test-store.ts';
export { RecordingLog } from './recording-log.ts';
export { contextOf, type SeededAccount, seedAccount } from './seed-account.ts';
export { testMariadbUrl } from './test-mariadb.ts';
export { testPostgresUrl } from './test-postgres.ts';
