/** Address of My Credentials. */
export const CREDENTIALS_PATH = '/credentials';
