import { setupServer } from 'msw/node';

/** Plays the server of all tests of a file; each test says what it answers. */
export const server = setupServer();
