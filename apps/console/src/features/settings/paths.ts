/** Address of Settings. */
export const SETTINGS_PATH = '/settings';
