import type { Locator, Page } from '@playwright/test';
import { Mailbox } from '../support/mailbox.ts';
import { test as base, expect } from '../support/test.ts';
import { isSigned, Webhook } from '../support/webhook.ts';

const test = base.extend<{ webhook: Webhook }, { mailbox: Mailbox }>({
  mailbox: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures that a fixture needs from the pattern
    async ({}, use) => {
      await using mailbox = await Mailbox.start();
      await use(mailbox);
    },
    { scope: 'worker' },
  ],
  settings: [
    async ({ mailbox }, use) =>
      use({
        DEWPOINT_EGRESS_ALLOW: '127.0.0.1',
        DEWPOINT_SMTP_URL: mailbox.url,
        DEWPOINT_SMTP_FROM: 'dewpoint@example.com',
      }),
    { scope: 'worker' },
  ],
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures that a fixture needs from the pattern
  webhook: async ({}, use) => {
    await using webhook = await Webhook.start();
    await use(webhook);
  },
});

test.use({ signedIn: true });
test.describe.configure({ timeout: 240_000 });

const dialogOf = (page: Page, name: string | RegExp) => page.getByRole('dialog', { name });
const ok = (dialog: Locator) => dialog.getByRole('button', { name: 'OK' }).click();

/** Presses Refresh until an element says a text: what the server does in between takes its own time. */
async function refreshUntil(page: Page, element: Locator, text: string): Promise<void> {
  await expect(async () => {
    await page.getByRole('button', { name: 'Refresh' }).click();
    await expect(element).toContainText(text, { timeout: 1_000 });
  }).toPass({ timeout: 30_000 });
}

test('EVT-01 … EVT-04 an event reaches a webhook and a mailbox, what failed is sent again [G 2.2.5 … 2.2.7]', async ({
  page,
  api,
  prefix,
  webhook,
  mailbox,
}) => {
  const topic = `${prefix}ops`;
  const event = `${prefix}changes`;
  const secret = `${prefix}db-login`;
  const address = `${prefix}ops@example.com`;

  // A topic with a webhook, whose signing secret is shown once, and a mailbox.
  await page.goto('/topics');
  await page.getByRole('button', { name: 'Create Topic' }).click();
  const creating = dialogOf(page, 'Create Topic');
  await creating.getByLabel('Topic Name').fill(topic);
  await creating.getByLabel('Display Name').fill('Operations');
  await ok(creating);
  await page.getByRole('link', { name: topic }).click();
  await page.getByRole('button', { name: 'Add Subscription' }).click();
  let adding = dialogOf(page, /^Add Subscription/);
  await adding.getByLabel('Protocol').click();
  await page.getByRole('option', { name: 'HTTP', exact: true }).click();
  await adding.getByLabel('Endpoint').fill(webhook.url);
  await ok(adding);
  const made = dialogOf(page, 'Subscription added');
  await made.getByRole('button', { name: 'Show for 30 seconds' }).click();
  const signSecret = (await made.getByText(/^whsec_/).textContent()) ?? '';
  await made.getByRole('checkbox').check();
  await made.getByRole('button', { name: 'Close' }).click();
  const hookRow = page.getByRole('row').filter({ hasText: webhook.url });
  await refreshUntil(page, hookRow, 'Confirmed');

  await page.getByRole('button', { name: 'Add Subscription' }).click();
  adding = dialogOf(page, /^Add Subscription/);
  await adding.getByLabel('Protocol').click();
  await page.getByRole('option', { name: 'Email' }).click();
  await adding.getByLabel('Email address').fill(address);
  await ok(adding);
  const mailRow = page.getByRole('row').filter({ hasText: address });
  await expect(mailRow).toContainText('Waiting for confirmation');
  const mailsTo = () => mailbox.mails.filter(({ to }) => to.includes(address));
  await expect.poll(() => mailsTo().length).toBe(1);
  const link = /http\S+confirm\?token=\S+/.exec(mailsTo()[0]?.text ?? '')?.[0] ?? '';
  const opened = await page.context().newPage();
  await opened.goto(link);
  await expect(opened.getByRole('heading', { name: 'The subscription is confirmed' })).toBeVisible();
  await opened.close();
  await refreshUntil(page, mailRow, 'Confirmed');

  // 2.2.5 Creating an Event
  await page.getByRole('link', { name: 'Events', exact: true }).click();
  await page.getByRole('button', { name: 'Create Event' }).click();
  const form = dialogOf(page, 'Create Event');
  await form.getByLabel('Event Name').fill(event);
  await expect(form.getByRole('radio', { name: 'Enabled' })).toBeChecked();
  await form.getByRole('combobox', { name: 'Topic Name' }).fill(topic);
  await page.getByRole('option', { name: topic }).click();
  await form.getByRole('checkbox', { name: 'Version creation' }).check();
  await form.getByRole('checkbox', { name: 'Secret rotation' }).check();
  await ok(form);
  // 2.2.6.1 Viewing Events
  const row = page.getByRole('row').filter({ hasText: event });
  await expect(row).toContainText('Enabled');
  await expect(row).toContainText('Version creation, Secret rotation');
  await expect(row).toContainText(`SMN / ${topic}`);

  // It is caused, and told to both.
  await api.createSecret({ name: secret, secret_string: 'value', event_subscriptions: [event] });
  await expect.poll(() => webhook.notifications.length).toBe(1);
  const [told] = webhook.notifications;
  expect(told?.type).toContain('SECRET_VERSION_CREATED');
  expect(told && isSigned(told, signSecret)).toBe(true);
  await expect.poll(() => mailsTo().length).toBe(2);
  expect(mailsTo()[1]?.text).toContain(secret);

  // 2.2.7 Viewing Notifications
  await page.getByRole('tab', { name: 'Notifications' }).click();
  const record = page.getByRole('row').filter({ hasText: secret });
  await refreshUntil(page, record, 'Delivered');
  await expect(record).toContainText('Version creation');
  await record.getByRole('button', { name: /^Details/ }).click();
  const details = dialogOf(page, 'Notification Details');
  for (const endpoint of [webhook.url, address]) {
    await expect(details.getByRole('row').filter({ hasText: endpoint })).toContainText('Delivered');
  }
  await expect(details).toContainText(told?.id ?? 'nothing was received');
  await details.getByRole('button', { name: 'Close' }).click();

  // One that fails for good is a dead letter, and is sent again with its message ID when the endpoint is back.
  webhook.status = 410;
  const { status } = await api.csms('POST', `/secrets/${secret}/versions`, { secret_string: 'second' });
  expect(status).toBe(200);
  const failed = page.getByRole('row').filter({ hasText: 'Failed' });
  await refreshUntil(page, failed, secret);
  await failed.getByRole('button', { name: /^Details/ }).click();
  const dead = details.getByRole('row').filter({ hasText: webhook.url });
  await expect(dead).toContainText('Given up');
  await expect(dead).toContainText('410');
  webhook.status = 204;
  const lost = webhook.notifications.at(-1)?.id;
  await details.getByRole('button', { name: 'Resend' }).click();
  const resending = dialogOf(page, 'Resend Notification');
  await expect(resending).toContainText(`Goes to: ${webhook.url}`);
  await resending.getByRole('button', { name: 'Resend' }).click();
  await expect(page.getByText('The notification is being sent again.')).toBeVisible();
  await expect.poll(() => webhook.notifications.map(({ id }) => id)).toEqual([told?.id, lost, lost]);
  await details.getByRole('button', { name: 'Close' }).click();
  await refreshUntil(page, page.getByRole('table'), 'Delivered');
  await expect(failed).toHaveCount(0);

  // 2.2.6.2 Editing an Event
  await page.getByRole('tab', { name: 'Events' }).click();
  const edit = async (change: (editing: Locator) => Promise<void>, message: string) => {
    await row.getByRole('button', { name: `Edit event ${event}` }).click();
    const editing = dialogOf(page, 'Edit Event');
    await change(editing);
    await ok(editing);
    await expect(page.getByRole('status').filter({ hasText: message })).toBeVisible();
    await expect(editing).toBeHidden();
  };
  await edit(
    (editing) => editing.getByRole('checkbox', { name: 'Secret deletion' }).check(),
    `Event ${event} is changed.`,
  );
  await expect(row).toContainText('Secret deletion');
  // 2.2.6.4 Disabling an Event: nothing is told any more.
  await edit(
    (editing) => editing.getByRole('radio', { name: 'Disabled' }).check(),
    `Event ${event} is disabled.`,
  );
  await expect(row).toContainText('Disabled');
  await api.csms('POST', `/secrets/${secret}/versions`, { secret_string: 'third' });
  // 2.2.6.3 Enabling an Event
  await edit(
    (editing) => editing.getByRole('radio', { name: 'Enabled' }).check(),
    `Event ${event} is enabled.`,
  );
  await api.csms('POST', `/secrets/${secret}/versions`, { secret_string: 'fourth' });
  // In order, so what came while the event was disabled would have come before.
  await expect.poll(() => webhook.notifications.length).toBe(4);
  expect(JSON.stringify(webhook.notifications.at(-1)?.data)).toContain('v4');

  // 2.2.6.5 Deleting an Event: refused, with the secret named, while it is associated.
  await row.getByRole('button', { name: `Delete event ${event}` }).click();
  const deleting = dialogOf(page, `Delete event ${event}`);
  await ok(deleting);
  await expect(deleting.getByRole('alert').last()).toContainText(secret);
  await deleting.getByRole('link', { name: secret }).click();
  await page.getByRole('tab', { name: 'Events' }).click();
  await page.getByRole('combobox').click();
  await page.getByRole('option').first().click();
  await expect(page.getByRole('combobox')).not.toContainText(event);
  await page.getByRole('link', { name: 'Events', exact: true }).click();
  await row.getByRole('button', { name: `Delete event ${event}` }).click();
  await ok(deleting);
  await expect(page.getByText(`Event ${event} is deleted.`)).toBeVisible();
  await expect(row).toHaveCount(0);

  // The topic goes with its subscriptions when its name was typed.
  await page.getByRole('link', { name: 'Topics', exact: true }).click();
  await page.getByRole('button', { name: `Delete topic ${topic}` }).click();
  const removing = dialogOf(page, `Delete topic ${topic}`);
  await expect(removing.getByRole('button', { name: 'OK' })).toBeDisabled();
  await removing.getByLabel('Name').fill(topic);
  await ok(removing);
  await expect(page.getByRole('link', { name: topic })).toHaveCount(0);
});

test('EVT-03 an endpoint in the network of the product is refused at its field', async ({
  page,
  api,
  prefix,
}) => {
  const urn = await api.createTopic(`${prefix}inside`);
  await page.goto(`/topics/${encodeURIComponent(urn)}?dialog=addSubscription`);
  const adding = dialogOf(page, /^Add Subscription/);
  await adding.getByLabel('Endpoint').fill('https://169.254.169.254/latest/meta-data');
  await ok(adding);
  await expect(adding.getByLabel('Endpoint')).toHaveAttribute('aria-invalid', 'true');
  await expect(adding).toContainText('DEWPOINT_EGRESS_ALLOW');
});
