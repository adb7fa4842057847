export const OVERVIEW_PATH = '/';
export const USAGE_PATH = '/usage';
