/** Names of secrets' properties. Nothing else is imported here, so that the first script of the console can have them without zod. */

/** In the order of a secret's life. */
export const secretStateNames = ['enabled', 'pendingDeletion'] as const;

/** `COMMON`: shared secret. `RDS-FG`: rotating database credentials (SEC-12). */
export const secretTypeNames = ['COMMON', 'RDS-FG'] as const;
export type SecretType = (typeof secretTypeNames)[number];

/** Columns that the secret list can be sorted by; `-` in front sorts downwards. */
export const secretSortNames = ['name', 'state', 'type', 'created', 'enterpriseProject'] as const;
export type SecretSortName = (typeof secretSortNames)[number];

/** Name of the default key, which may stand where a key ID is wanted. */
export const SECRET_DEFAULT_KEY = 'csms/default';

/** Statuses that every secret has, and that cannot be deleted (SEC-06). */
export const SYSCURRENT = 'SYSCURRENT';
export const SYSPREVIOUS = 'SYSPREVIOUS';
