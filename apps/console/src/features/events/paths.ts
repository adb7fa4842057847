/** Addresses of the tabs of Events. */
export const EVENTS_PATH = '/events';
export const NOTIFICATIONS_PATH = '/events/notifications';
