/** ID of the enterprise project that everything belongs to until it is moved; it is always there. */
export const DEFAULT_ENTERPRISE_PROJECT = '0';
export const DEFAULT_ENTERPRISE_PROJECT_NAME = 'default';
