import { OperationError, type OperationId } from '@dewpoint/contract';
import { mockOperation } from '@dewpoint/contract/testing';
import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import {
  denied,
  NotificationWorld,
  notificationOperations,
  OPS,
  urnOf,
} from './support/notification-world.ts';
import { openConsole } from './support/render.tsx';
import { server } from './support/server.ts';
import { World } from './support/world.ts';

function open(
  address: string,
  prepare: (world: NotificationWorld) => void = () => {},
  permitted: readonly OperationId[] = notificationOperations,
) {
  const user = openConsole(new World({ permitted }), address);
  const world = new NotificationWorld();
  prepare(world);
  world.play();
  return { user, world };
}

const twoEvents = (world: NotificationWorld) => {
  world.addTopic('ops');
  world.addEvent('demo');
  world.addEvent('quiet', { state: 'disabled', eventTypes: ['SECRET_ROTATED_FAILED'] });
};
const rowOf = async (name: string) => {
  const row = (await screen.findByRole('link', { name })).closest('tr');
  if (!row) throw new Error(`${name} stands in no row`);
  return row;
};

describe('EVT-01 the list of events [G 2.2.6.1]', () => {
  it('shows name, status, types, topic and what can be done', async () => {
    open('/events', twoEvents);
    const demo = await rowOf('demo');
    expect(demo).toHaveTextContent('Enabled');
    expect(demo).toHaveTextContent('Version creation, Secret deletion');
    expect(demo).toHaveTextContent('SMN / ops');
    expect(within(demo).getByRole('link', { name: 'ops' })).toHaveAttribute(
      'href',
      `/topics/${encodeURIComponent(OPS)}`,
    );
    expect(within(demo).getByRole('button', { name: 'Disable event demo' })).toBeVisible();
    const quiet = await rowOf('quiet');
    expect(quiet).toHaveTextContent('Disabled');
    expect(quiet).toHaveTextContent('Rotation failure');
    expect(within(quiet).getByRole('button', { name: 'Enable event quiet' })).toBeVisible();
  });

  it('is busy while it loads, and says what events are for where there are none', async () => {
    let answer = (): void => {};
    const waiting = new Promise<void>((resolve) => {
      answer = resolve;
    });
    open('/events');
    server.use(
      mockOperation('csms.listSecretEvents', async () => {
        await waiting;
        return { events: [], pageInfo: { nextMarker: '', previousMarker: '', currentCount: 0 } };
      }),
    );
    await waitFor(() => expect(document.querySelector('main [aria-busy=true]')).not.toBeNull());
    answer();
    expect(await screen.findByText('No events')).toBeVisible();
    expect(screen.getByText(/Create one, then associate secrets/)).toBeVisible();
  });

  it('explains a refusal, and offers nothing to who may only look', async () => {
    open('/events', twoEvents, ['csms.listSecretEvents']);
    server.use(
      mockOperation('csms.listSecretEvents', () => {
        throw denied('csms::listEvents');
      }),
    );
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('csms::listEvents');
    expect(alert).toHaveTextContent('Attach CSMS FullAccess.');
    expect(screen.queryByRole('button', { name: 'Create Event' })).toBeNull();
  });

  it('offers to try again after a failure', async () => {
    const { user, world } = open('/events', twoEvents);
    server.use(
      mockOperation('csms.listSecretEvents', () => {
        throw new OperationError('internal');
      }),
    );
    const again = await screen.findByRole('button', { name: 'Try again' });
    world.play();
    await user.click(again);
    expect(await rowOf('demo')).toBeVisible();
  });

  it('shows the details of an event with the secrets that are associated with it', async () => {
    const { user } = open('/events', (world) => {
      twoEvents(world);
      world.associated.set('demo', ['db-login', 'api-token']);
    });
    await user.click(await screen.findByRole('link', { name: 'demo' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Event Details' }));
    expect(await dialog.findByText('id-of-demo')).toBeVisible();
    expect(await dialog.findByText('2 secrets are associated with it:')).toBeVisible();
    expect(dialog.getByRole('link', { name: 'db-login' })).toHaveAttribute('href', '/secrets/db-login');
    expect(dialog.getByText('Warning')).toBeVisible();
    await user.click(dialog.getByRole('button', { name: 'Close' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(location.search).toBe('');
  });
});

describe('EVT-01 Create Event [G 2.2.5]', () => {
  it('takes name, status, topic and types; a taken name is told at its field', async () => {
    const { user, world } = open('/events', (prepared) => {
      twoEvents(prepared);
      prepared.addTopic('pager');
    });
    await user.click(await screen.findByRole('button', { name: 'Create Event' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Create Event' }));
    const ok = dialog.getByRole('button', { name: 'OK' });
    expect(dialog.getByRole('radio', { name: 'Enabled' })).toBeChecked();
    expect(ok).toBeDisabled();
    await user.type(dialog.getByLabelText(/Event Name/), 'demo');
    await user.type(dialog.getByRole('combobox', { name: /Topic Name/ }), 'pag');
    await user.click(await screen.findByRole('option', { name: 'pager' }));
    expect(ok).toBeDisabled();
    await user.click(dialog.getByRole('checkbox', { name: 'Secret deletion' }));
    await user.click(dialog.getByRole('checkbox', { name: 'Version creation' }));
    await user.click(ok);
    expect(await dialog.findByText(/already used by another event/)).toBeVisible();
    await user.type(dialog.getByLabelText(/Event Name/), '-2');
    await user.click(ok);
    expect(await screen.findByText('Event demo-2 is created.')).toBeVisible();
    expect(world.created).toEqual([
      {
        name: 'demo-2',
        state: 'enabled',
        eventTypes: ['SECRET_VERSION_CREATED', 'SECRET_DELETED'],
        notification: { targetType: 'SMN', targetId: urnOf('pager'), targetName: 'pager' },
      },
    ]);
    expect(await rowOf('demo-2')).toBeVisible();
  });

  it('tells a name that the contract refuses before it is sent', async () => {
    const { user } = open('/events?dialog=createEvent', twoEvents);
    const dialog = within(await screen.findByRole('dialog'));
    await user.type(dialog.getByLabelText(/Event Name/), 'with space');
    await user.tab();
    expect(await dialog.findByText(/Event Name must be 1 to 64 letters/)).toBeVisible();
  });

  it('chooses all types at once, and none', async () => {
    const { user } = open('/events?dialog=createEvent', twoEvents);
    const dialog = within(await screen.findByRole('dialog'));
    await user.click(dialog.getByRole('checkbox', { name: 'All event types' }));
    for (const box of dialog.getAllByRole('checkbox')) expect(box).toBeChecked();
    await user.click(dialog.getByRole('checkbox', { name: 'All event types' }));
    expect(dialog.getByText('Choose one type at least.')).toBeVisible();
  });

  it('leads to the topics where there is none', async () => {
    open('/events?dialog=createEvent');
    const dialog = within(await screen.findByRole('dialog'));
    expect(await dialog.findByRole('link', { name: 'Create a topic' })).toHaveAttribute(
      'href',
      '/topics?dialog=createTopic',
    );
  });

  it('refuses a topic whose name the event has no room for', async () => {
    const long = 'a'.repeat(65);
    const { user } = open('/events?dialog=createEvent', (world) => world.addTopic(long));
    const dialog = within(await screen.findByRole('dialog'));
    await user.click(dialog.getByRole('combobox', { name: /Topic Name/ }));
    await user.click(await screen.findByRole('option', { name: long }));
    expect(await dialog.findByText(/Topic Name must be 1 to 64 letters/)).toBeVisible();
  });

  it('is not offered when the account has as many events as it can have', async () => {
    open('/events', (world) => {
      twoEvents(world);
      world.quota = 2;
    });
    await waitFor(() => expect(screen.getByRole('button', { name: 'Create Event' })).toBeDisabled());
  });
});

describe('EVT-01 Edit Event [G 2.2.6.2 … 2.2.6.4]', () => {
  it('changes types, and disables and enables with a message that says so', async () => {
    const { user, world } = open('/events', twoEvents);
    await user.click(await screen.findByRole('button', { name: 'Edit event demo' }));
    let dialog = within(await screen.findByRole('dialog', { name: 'Edit Event' }));
    expect(await dialog.findByLabelText(/Event Name/)).toBeDisabled();
    await user.click(dialog.getByRole('checkbox', { name: 'Secret rotation' }));
    await user.click(dialog.getByRole('button', { name: 'OK' }));
    expect(await screen.findByText('Event demo is changed.')).toBeVisible();
    expect(world.updates[0]?.eventTypes).toEqual([
      'SECRET_VERSION_CREATED',
      'SECRET_ROTATED',
      'SECRET_DELETED',
    ]);
    for (const [status, told] of [
      ['Disabled', 'Event demo is disabled.'],
      ['Enabled', 'Event demo is enabled.'],
    ] as const) {
      await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
      await user.click(screen.getByRole('button', { name: 'Edit event demo' }));
      dialog = within(await screen.findByRole('dialog', { name: 'Edit Event' }));
      await user.click(await dialog.findByRole('radio', { name: status }));
      await user.click(dialog.getByRole('button', { name: 'OK' }));
      expect(await screen.findByText(told)).toBeVisible();
    }
    expect(world.updates.map(({ state }) => state)).toEqual(['enabled', 'disabled', 'enabled']);
  });

  it('asks before an event is disabled from its row, and enables without', async () => {
    const { user, world } = open('/events', twoEvents);
    await user.click(await screen.findByRole('button', { name: 'Disable event demo' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Disable event demo' }));
    expect(dialog.getByText(/Nothing that happens to the associated secrets is told/)).toBeVisible();
    expect(world.updates).toEqual([]);
    await user.click(dialog.getByRole('button', { name: 'OK' }));
    await screen.findByText('Event demo is disabled.');
    await user.click(await screen.findByRole('button', { name: 'Enable event quiet' }));
    await screen.findByText('Event quiet is enabled.');
    expect(world.updates.map(({ eventName, state }) => [eventName, state])).toEqual([
      ['demo', 'disabled'],
      ['quiet', 'enabled'],
    ]);
  });
});

describe('EVT-01 Delete Event [G 2.2.6.5]', () => {
  it('is refused while secrets are associated, which the dialog names; the refusal stays', async () => {
    const { user, world } = open('/events', (prepared) => {
      twoEvents(prepared);
      prepared.associated.set('demo', ['db-login']);
    });
    await user.click(await screen.findByRole('button', { name: 'Delete event demo' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Delete event demo' }));
    expect(await dialog.findByRole('link', { name: 'db-login' })).toBeVisible();
    await user.click(dialog.getByRole('button', { name: 'OK' }));
    expect(await dialog.findByText(/Remove it from them before you delete it/)).toBeVisible();
    expect(world.events.has('demo')).toBe(true);
  });

  it('deletes after the question', async () => {
    const { user, world } = open('/events', twoEvents);
    await user.click(await screen.findByRole('button', { name: 'Delete event quiet' }));
    const dialog = within(await screen.findByRole('dialog'));
    expect(await dialog.findByText('No secret is associated with it.')).toBeVisible();
    await user.click(dialog.getByRole('button', { name: 'OK' }));
    await screen.findByText('Event quiet is deleted.');
    await waitFor(() => expect(screen.queryByRole('link', { name: 'quiet' })).toBeNull());
    expect([...world.events.keys()]).toEqual(['demo']);
  });
});
