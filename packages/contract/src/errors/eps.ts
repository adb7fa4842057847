import type { ErrorRow } from './row.ts';

/** Errors of enterprise projects, and of giving something to one. */
export const epsErrors = {
  enterpriseProjectNotFound: [
    'DEW.0404',
    404,
    'The enterprise project does not exist. Check its ID against the list of enterprise projects.',
  ],
  enterpriseProjectNameTaken: [
    'DEW.0441',
    409,
    'The name of the enterprise project is already used in the account. Choose another name.',
  ],
  enterpriseProjectIsDefault: [
    'DEW.0442',
    409,
    'The default enterprise project is always there and stays as it is. Create another one.',
  ],
  enterpriseProjectDisabled: [
    'DEW.0443',
    400,
    'The enterprise project is disabled and takes nothing new. Have it enabled or choose another one.',
  ],
} as const satisfies Record<string, ErrorRow>;
