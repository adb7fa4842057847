import type { OperationId } from '@dewpoint/contract';
import { mockOperation } from '@dewpoint/contract/testing';
import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import {
  AT,
  aDelivery,
  aNotification,
  denied,
  NotificationWorld,
  notificationOperations,
} from './support/notification-world.ts';
import { openConsole } from './support/render.tsx';
import { server } from './support/server.ts';
import { World } from './support/world.ts';

const PAGE = '/events/notifications';

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

const some = (world: NotificationWorld) => {
  world.notifications = [
    aNotification(1),
    aNotification(2, {
      state: 'failed',
      attempts: 9,
      deliveries: [
        aDelivery({ deliveryId: 'd-1' }),
        aDelivery({
          deliveryId: 'd-2',
          endpoint: 'https://gone.example.com/',
          state: 'dead',
          attempts: 9,
          problem: 'The endpoint answered 410.',
        }),
      ],
    }),
    aNotification(3, {
      state: 'waiting',
      eventType: 'SECRET_DELETED',
      deliveries: [aDelivery({ state: 'waiting', nextAttemptAt: AT + 60_000 })],
    }),
    aNotification(4, { state: 'invalid', attempts: 0 }),
  ];
};

const rowOf = async (secret: string) => {
  const row = (await screen.findByRole('link', { name: secret })).closest('tr');
  if (!row) throw new Error(`${secret} stands in no row`);
  return row;
};

describe('EVT-04 the list of notifications [G 2.2.7]', () => {
  it('is a tab of Events, with type, event, secret, topic, delivery and attempts', async () => {
    const { user } = open('/events', some);
    await user.click(await screen.findByRole('tab', { name: 'Notifications' }));
    const row = await rowOf('secret-2');
    expect(row).toHaveTextContent('Version creation');
    expect(within(row).getByRole('link', { name: 'demo' })).toBeVisible();
    expect(within(row).getByRole('link', { name: 'ops' })).toBeVisible();
    expect(row).toHaveTextContent('Failed');
    expect(row).toHaveTextContent('9');
    expect(await rowOf('secret-1')).toHaveTextContent('Delivered');
    expect(await rowOf('secret-3')).toHaveTextContent('On its way');
    expect(await rowOf('secret-4')).toHaveTextContent('Nobody to tell');
    expect(location.pathname).toBe(PAGE);
    expect(screen.queryByRole('button', { name: 'Create Event' })).toBeNull();
  });

  it('is filtered by text, type, delivery and period, which the address keeps', async () => {
    const { user, world } = open(PAGE, some);
    await rowOf('secret-1');
    const choose = async (field: string, option: string) => {
      await user.click(screen.getByRole('combobox', { name: field }));
      await user.click(await screen.findByRole('option', { name: option }));
    };
    await choose('Delivery', 'Failed');
    await waitFor(() => expect(screen.queryByRole('link', { name: 'secret-1' })).toBeNull());
    expect(await rowOf('secret-2')).toBeVisible();
    await choose('Delivery', 'All');
    await choose('Event Type', 'Secret deletion');
    await waitFor(() => expect(screen.queryByRole('link', { name: 'secret-2' })).toBeNull());
    expect(await rowOf('secret-3')).toBeVisible();
    const before = Date.now();
    await choose('Period', 'Last hour');
    await waitFor(() => expect(world.searches.at(-1)?.createdFrom).toBeDefined());
    expect(world.searches.at(-1)?.createdFrom).toBeGreaterThanOrEqual(before - 3_600_000);
    await user.type(screen.getByRole('searchbox', { name: 'Search by secret, event or topic' }), 'nothing');
    expect(await screen.findByText('Nothing matches')).toBeVisible();
    expect(location.search).toBe('?type=SECRET_DELETED&range=hour&q=nothing');
  });

  it('says when there is none, and explains a refusal', async () => {
    open(PAGE);
    expect(await screen.findByText('No notifications')).toBeVisible();
  });

  it('explains a refusal', async () => {
    open(PAGE, some, ['csms.listSecretEvents']);
    server.use(
      mockOperation('csms.searchNotifications', () => {
        throw denied('csms::listNotificationRecords');
      }),
    );
    expect(await screen.findByRole('alert')).toHaveTextContent('csms::listNotificationRecords');
  });

  it('offers resending to nobody who may not, and nothing that is on its way', async () => {
    open(PAGE, some, ['csms.searchNotifications']);
    await rowOf('secret-1');
    expect(screen.queryByRole('button', { name: /^Resend/ })).toBeNull();
  });

  it('finds one that a link names on a later page', async () => {
    const { notificationId } = aNotification(45);
    open(`${PAGE}?dialog=viewNotification&notification=${notificationId}`, (world) => {
      world.notifications = Array.from({ length: 50 }, (_, index) => aNotification(index + 1));
    });
    const dialog = within(await screen.findByRole('dialog', { name: 'Notification Details' }));
    expect(await dialog.findByText(notificationId)).toBeVisible();
  });

  it('says so when there is none that a link names', async () => {
    open(`${PAGE}?dialog=viewNotification&notification=nothing`, some);
    const dialog = within(await screen.findByRole('dialog'));
    expect(await dialog.findByText('This notification is not in the list')).toBeVisible();
  });
});

describe('EVT-03 dead letters', () => {
  it('are seen with what went wrong, and sent again', async () => {
    const { user, world } = open(PAGE, some);
    await user.click(
      await screen.findByRole('button', { name: /^Details of the notification about secret-2/ }),
    );
    const details = within(await screen.findByRole('dialog', { name: 'Notification Details' }));
    const dead = details.getByText('https://gone.example.com/').closest('tr');
    expect(dead).toHaveTextContent('Given up');
    expect(dead).toHaveTextContent('The endpoint answered 410.');
    await user.click(details.getByRole('button', { name: 'Resend' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Resend Notification' }));
    expect(dialog.getByText('Goes to: https://gone.example.com/')).toBeVisible();
    expect(world.resent).toEqual([]);
    await user.click(dialog.getByRole('button', { name: 'Resend' }));
    await screen.findByText('The notification is being sent again.');
    expect(world.resent).toEqual([aNotification(2).notificationId]);
    const after = within(await screen.findByRole('dialog', { name: 'Notification Details' }));
    expect(await after.findByText('On its way')).toBeVisible();
    await user.click(after.getByRole('button', { name: 'Close' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(await rowOf('secret-2')).toHaveTextContent('On its way');
    expect(screen.queryByRole('button', { name: /^Resend the notification about secret-2/ })).toBeNull();
  });

  it('keep a refusal in the dialog', async () => {
    const { user, world } = open(PAGE, some);
    await user.click(await screen.findByRole('button', { name: /^Resend the notification about secret-1/ }));
    const dialog = within(await screen.findByRole('dialog'));
    expect(dialog.getByText(/arrives once more/)).toBeVisible();
    const [first] = world.notifications;
    if (first) world.notifications[0] = { ...first, state: 'waiting' };
    await user.click(dialog.getByRole('button', { name: 'Resend' }));
    expect(await dialog.findByText(/still being delivered/)).toBeVisible();
    expect(world.resent).toEqual([]);
  });
});
