/**
 * Operations that are declared and not yet served: no route, no document and no client knows them. When the engine handles a group,
 * its module moves to `catalogue.ts`.
 */
export * as secretNotifications from './csms/notifications.ts';
export * as secretRotation from './csms/rotation.ts';
export * as aliases from './kms/aliases.ts';
export * as grants from './kms/grants.ts';
export * as importing from './kms/import.ts';
export * as reEncryption from './kms/re-encrypt.ts';
export * as rotation from './kms/rotation.ts';
export * as tags from './kms/tags.ts';
