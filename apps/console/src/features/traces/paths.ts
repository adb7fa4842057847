export const TRACES_PATH = '/traces';
/** The page that verifies the chain. */
export const VERIFY_PATH = '/traces/verify';
