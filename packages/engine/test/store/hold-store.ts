import { openStore, type StoreLocation } from '../../src/store/open-store.ts';

/** Child process of a test: opens a store, says so and keeps it until it is killed. */
const location = JSON.parse(process.env.DEWPOINT_TEST_LOCATION ?? '') as StoreLocation;
await openStore(location);
process.send?.('open');
setInterval(() => undefined, 60_000);
