/** Address of Settings. */
export const SETTINGS_PATH = '/settings';
export const ENTERPRISE_PROJECTS_PATH = `${SETTINGS_PATH}/enterprise-projects`;
