/** Addresses of topics. */
export const TOPICS_PATH = '/topics';
