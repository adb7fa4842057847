import { render } from '@testing-library/react';
import userEvent, { type UserEvent } from '@testing-library/user-event';
import { App } from '../../src/app/app.tsx';
import { server } from './server.ts';
import type { World } from './world.ts';

/** The whole console at an address, in front of a world; returns who uses it. */
export function openConsole(world: World, address: string): UserEvent {
  server.use(...world.handlers());
  window.history.replaceState(null, '', address);
  const user = userEvent.setup();
  render(<App />);
  return user;
}
