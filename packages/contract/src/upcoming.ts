/**
 * Operations that are declared and not yet served: no route, no document and no client knows them. When the engine handles a group,
 * its module moves to `catalogue.ts`.
 */
export * as secretNotifications from './csms/notifications.ts';
export * as secretRotation from './csms/rotation.ts';
