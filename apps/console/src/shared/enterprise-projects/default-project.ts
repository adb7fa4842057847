/** ID of the enterprise project that everything belongs to until it is moved. */
export const DEFAULT_ENTERPRISE_PROJECT = '0';
