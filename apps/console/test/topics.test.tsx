import { OperationError, type OperationId } from '@dewpoint/contract';
import { mockOperation } from '@dewpoint/contract/testing';
import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import {
  anAsking,
  aSubscription,
  denied,
  MADE_SECRET,
  NotificationWorld,
  notificationOperations,
  OPS,
} from './support/notification-world.ts';
import { openConsole } from './support/render.tsx';
import { server } from './support/server.ts';
import { World } from './support/world.ts';

const OPS_PAGE = `/topics/${encodeURIComponent(OPS)}`;

function open(
  address: string,
  prepare: (world: NotificationWorld) => void = () => {},
  permitted: readonly OperationId[] = notificationOperations,
) {
  const user = openConsole(new World({ permitted }), address);
  const world = new NotificationWorld();
  world.addTopic('ops', 'Operations');
  prepare(world);
  world.play();
  return { user, world };
}

describe('EVT-02 the list of topics', () => {
  it('shows subscriptions and events, and finds by name', async () => {
    const { user } = open('/topics', (world) => {
      world.addTopic('pager');
      const ops = world.topics.get(OPS);
      if (ops) world.topics.set(OPS, { ...ops, eventNames: ['demo'] });
    });
    const row = (await screen.findByRole('link', { name: 'ops' })).closest('tr');
    expect(row).toHaveTextContent('Operations');
    expect(row).toHaveTextContent('1 of 2 confirmed');
    expect(screen.getByRole('link', { name: 'demo' })).toBeVisible();
    await user.type(screen.getByRole('searchbox', { name: 'Search by name or display name' }), 'pag');
    await waitFor(() => expect(screen.queryByRole('link', { name: 'ops' })).toBeNull());
    expect(screen.getByRole('link', { name: 'pager' })).toBeVisible();
    expect(location.search).toBe('?q=pag');
  });

  it('says what topics are for where there are none, and explains a refusal', async () => {
    open('/topics', (world) => world.topics.clear());
    expect(await screen.findByText('No topics')).toBeVisible();
  });

  it('explains a refusal and offers nothing', async () => {
    open('/topics', undefined, ['kms.searchKeys']);
    server.use(
      mockOperation('smn.searchTopics', () => {
        throw denied('smn:topic:list');
      }),
    );
    expect(await screen.findByRole('alert')).toHaveTextContent('smn:topic:list');
    expect(screen.queryByRole('button', { name: 'Create Topic' })).toBeNull();
  });

  it('offers to try again after a failure', async () => {
    const { user, world } = open('/topics');
    server.use(
      mockOperation('smn.searchTopics', () => {
        throw new OperationError('internal');
      }),
    );
    const again = await screen.findByRole('button', { name: 'Try again' });
    world.play();
    await user.click(again);
    expect(await screen.findByRole('link', { name: 'ops' })).toBeVisible();
  });

  it('creates a topic, and does not pretend to when there is one of that name', async () => {
    const { user, world } = open('/topics');
    await user.click(await screen.findByRole('button', { name: 'Create Topic' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Create Topic' }));
    await user.type(dialog.getByLabelText(/Topic Name/), 'ops');
    await user.click(dialog.getByRole('button', { name: 'OK' }));
    expect(await dialog.findByText(/There is a topic ops already/)).toBeVisible();
    await user.clear(dialog.getByLabelText(/Topic Name/));
    await user.type(dialog.getByLabelText(/Topic Name/), 'on call');
    await user.tab();
    expect(await dialog.findByText(/Topic Name must be 1 to 255 letters/)).toBeVisible();
    await user.clear(dialog.getByLabelText(/Topic Name/));
    await user.type(dialog.getByLabelText(/Topic Name/), 'on-call');
    await user.type(dialog.getByLabelText('Display Name'), 'Night shift');
    await user.click(dialog.getByRole('button', { name: 'OK' }));
    await screen.findByText('Topic on-call is created.');
    expect(await screen.findByRole('link', { name: 'on-call' })).toBeVisible();
    expect([...world.topics.values()].map(({ displayName }) => displayName)).toEqual([
      'Operations',
      'Night shift',
    ]);
  });

  it('edits the display name', async () => {
    const { user, world } = open('/topics');
    await user.click(await screen.findByRole('button', { name: 'Edit topic ops' }));
    const dialog = within(await screen.findByRole('dialog'));
    await user.clear(dialog.getByLabelText('Display Name'));
    await user.type(dialog.getByLabelText('Display Name'), 'Ops{Enter}');
    await screen.findByText('Topic ops is changed.');
    expect(world.topics.get(OPS)?.displayName).toBe('Ops');
  });

  it('deletes only when the name was typed, and keeps a refusal in the dialog', async () => {
    const { user, world } = open('/topics', (prepared) => {
      const ops = prepared.topics.get(OPS);
      if (ops) prepared.topics.set(OPS, { ...ops, eventNames: ['demo'] });
    });
    await user.click(await screen.findByRole('button', { name: 'Delete topic ops' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Delete topic ops' }));
    expect(dialog.getByText(/2 subscriptions are lost/)).toBeVisible();
    expect(dialog.getByRole('button', { name: 'OK' })).toBeDisabled();
    await user.type(dialog.getByLabelText('Name'), 'ops');
    await user.click(dialog.getByRole('button', { name: 'OK' }));
    expect(await dialog.findByText(/Choose another topic in them/)).toBeVisible();
    world.addTopic('ops');
    await user.click(dialog.getByRole('button', { name: 'OK' }));
    await screen.findByText('Topic ops is deleted.');
    expect(world.topics.size).toBe(0);
  });
});

describe('EVT-02 subscriptions of a topic', () => {
  it('show who has confirmed, who is asked and why asking failed', async () => {
    open(OPS_PAGE, (world) => {
      world.subscriptions = [
        aSubscription({ endpoint: 'https://a.example.com/', confirmed: true, confirmedAt: 1 }),
        aSubscription({ endpoint: 'https://b.example.com/', confirmation: anAsking() }),
        aSubscription({
          endpoint: 'https://c.example.com/',
          confirmation: { ...anAsking(), attempts: 3, problem: 'The endpoint answered 500.' },
        }),
        aSubscription({
          endpoint: 'https://d.example.com/',
          confirmation: { ...anAsking(), expiresAt: Date.now() - 1 },
        }),
      ];
    });
    const rowOf = (endpoint: string) => screen.getByText(endpoint).closest('tr');
    await screen.findByText('https://a.example.com/');
    expect(rowOf('https://a.example.com/')).toHaveTextContent('Confirmed');
    expect(rowOf('https://b.example.com/')).toHaveTextContent('Waiting for confirmation');
    expect(rowOf('https://b.example.com/')).toHaveTextContent('Asked 1 time');
    expect(rowOf('https://c.example.com/')).toHaveTextContent('Could not be asked: 3 attempts');
    expect(rowOf('https://c.example.com/')).toHaveTextContent('The endpoint answered 500.');
    expect(rowOf('https://d.example.com/')).toHaveTextContent('The request to confirm has expired');
    expect(
      screen.queryByRole('button', { name: 'Request confirmation of https://a.example.com/' }),
    ).toBeNull();
  });

  it('are added; the secret that was made is shown once and kept nowhere', async () => {
    const { user, world } = open(OPS_PAGE);
    expect(await screen.findByText('Nobody is subscribed')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Add Subscription' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Add Subscription to ops' }));
    await user.type(dialog.getByLabelText(/^Endpoint/), ' https://hooks.example.com/dew ');
    await user.type(dialog.getByLabelText('Remark'), 'On call');
    await user.click(dialog.getByRole('button', { name: 'OK' }));
    const step = within(await screen.findByRole('dialog', { name: 'Subscription added' }));
    expect(document.body).not.toHaveTextContent(MADE_SECRET);
    await user.click(step.getByRole('button', { name: 'Show for 30 seconds' }));
    expect(step.getByText(MADE_SECRET)).toBeVisible();
    await user.keyboard('{Escape}');
    expect(step.getByRole('button', { name: 'Close' })).toBeDisabled();
    await user.click(step.getByRole('checkbox', { name: 'I have stored the signing secret' }));
    await user.click(step.getByRole('button', { name: 'Close' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(await screen.findByText('Waiting for confirmation')).toBeVisible();
    const kept = JSON.stringify([{ ...localStorage }, { ...sessionStorage }, history.state, location.href]);
    expect(kept + document.documentElement.outerHTML).not.toContain(MADE_SECRET);
    expect(world.added).toEqual([
      { topicUrn: OPS, protocol: 'https', endpoint: 'https://hooks.example.com/dew', remark: 'On call' },
    ]);
  });

  it('take a signing secret of their own, which is then not shown', async () => {
    const { user, world } = open(`${OPS_PAGE}?dialog=addSubscription`);
    const dialog = within(await screen.findByRole('dialog'));
    await user.type(dialog.getByLabelText(/^Endpoint/), 'https://hooks.example.com/dew');
    await user.type(dialog.getByLabelText('Signing secret'), 'whsec_not base64');
    expect(await dialog.findByText(/Signing secret must be whsec_ and Base64/)).toBeVisible();
    await user.clear(dialog.getByLabelText('Signing secret'));
    await user.type(dialog.getByLabelText('Signing secret'), 'my own long secret');
    await user.click(dialog.getByRole('button', { name: 'OK' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(world.added[0]?.extension).toEqual({ signSecret: 'my own long secret' });
  });

  it('tell a refused endpoint at its field, and one that is there already', async () => {
    const { user } = open(`${OPS_PAGE}?dialog=addSubscription`, (world) => {
      world.subscriptions = [aSubscription({ endpoint: 'https://a.example.com/' })];
    });
    const dialog = within(await screen.findByRole('dialog'));
    const endpoint = dialog.getByLabelText(/^Endpoint/);
    await user.type(endpoint, 'https://169.254.169.254/');
    await user.click(dialog.getByRole('button', { name: 'OK' }));
    expect(await dialog.findByText(/DEWPOINT_EGRESS_ALLOW/)).toBeVisible();
    expect(endpoint).toBeInvalid();
    await user.clear(endpoint);
    await user.type(endpoint, 'https://a.example.com/');
    expect(await dialog.findByText('The topic has this subscription already.')).toBeVisible();
    expect(dialog.getByRole('button', { name: 'OK' })).toBeDisabled();
  });

  it('say why email cannot be chosen', async () => {
    const { user } = open(`${OPS_PAGE}?dialog=addSubscription`, (world) => {
      world.emailProblem = 'This installation sends no email. Have the operator set DEWPOINT_SMTP_URL.';
    });
    const dialog = within(await screen.findByRole('dialog'));
    expect(dialog.getByText(/This installation sends no email/)).toBeVisible();
    await user.click(dialog.getByRole('combobox', { name: 'Protocol' }));
    expect(await screen.findByRole('option', { name: 'Email' })).toHaveAttribute('aria-disabled', 'true');
  });

  it('ask email addresses for no signing secret', async () => {
    const { user, world } = open(`${OPS_PAGE}?dialog=addSubscription`);
    const dialog = within(await screen.findByRole('dialog'));
    await user.click(dialog.getByRole('combobox', { name: 'Protocol' }));
    await user.click(await screen.findByRole('option', { name: 'Email' }));
    expect(dialog.queryByLabelText('Signing secret')).toBeNull();
    await user.type(dialog.getByLabelText(/^Email address/), 'ops@example.com');
    await user.click(dialog.getByRole('button', { name: 'OK' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(world.added).toEqual([{ topicUrn: OPS, protocol: 'email', endpoint: 'ops@example.com' }]);
  });

  it('are asked again, and deleted after a question', async () => {
    const { user, world } = open(OPS_PAGE, (prepared) => {
      prepared.subscriptions = [aSubscription({ confirmation: anAsking() })];
    });
    const [subscription] = world.subscriptions;
    await user.click(await screen.findByRole('button', { name: /^Request confirmation of/ }));
    await screen.findByText(/is being asked to confirm/);
    expect(world.asked).toEqual([subscription?.subscriptionUrn]);
    await user.click(screen.getByRole('button', { name: /^Delete subscription/ }));
    const dialog = within(await screen.findByRole('dialog'));
    expect(world.subscriptions).toHaveLength(1);
    await user.click(dialog.getByRole('button', { name: 'OK' }));
    expect(await screen.findByText('Nobody is subscribed')).toBeVisible();
    expect(world.subscriptions).toEqual([]);
  });

  it('of a topic that does not exist say so', async () => {
    open(`/topics/${encodeURIComponent(`${OPS}-gone`)}`);
    expect(await screen.findByRole('alert')).toHaveTextContent('The topic does not exist');
    expect(screen.getByRole('heading', { level: 1, name: 'ops-gone' })).toBeVisible();
  });
});
