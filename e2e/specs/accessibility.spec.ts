import {
  expectAccessible,
  expectContrast,
  expectFits,
  expectNoViolations,
  overflow,
  PHONE,
  type Place,
  WIDE,
} from '../support/accessibility.ts';
import type { Api } from '../support/api.ts';
import { toKey, toKeyList } from '../support/keys.ts';
import { expect, test } from '../support/test.ts';

/** Pages and dialogs of the console, with keys in every state on them. */
async function placesIn(api: Api, prefix: string): Promise<readonly Place[]> {
  const enabled = await api.createKey(`${prefix}orders`, { key_description: 'Orders of the shop' });
  const signing = await api.createKey(`${prefix}signing`, { key_spec: 'EC_P256' });
  const disabled = await api.createKey(`${prefix}disabled`);
  const pending = await api.createKey(`${prefix}${'long-alias-'.repeat(8)}`);
  await api.kms('encrypt-data', { key_id: enabled, plain_text: 'x' });
  const grantId = await api.createGrant(enabled, { name: 'orders-service' });
  await api.addTags(enabled, { owner: '', 'cost-center': '4711' });
  await api.kms('disable-key', { key_id: disabled });
  await api.kms('schedule-key-deletion', { key_id: pending, pending_days: '7' });
  const topicName = `${prefix}ops`;
  const topic = await api.createTopic(topicName, 'Operations');
  const endpoint = { protocol: 'https', endpoint: 'https://hooks.example.com/dew' };
  const topicPath = `/topics/${encodeURIComponent(topic)}`;
  const { subscription_urn: subscription } = await api.smn(
    'POST',
    `/topics/${topic}/subscriptions`,
    endpoint,
  );
  const event = `${prefix}event`;
  await api.createEvent(event, topic, topicName);
  await api.createSecret({ name: `${prefix}told`, secret_string: 'x', event_subscriptions: [event] });
  const dialog = (name: string, ...ids: string[]) =>
    `${toKeyList({ q: prefix, dialog: name })}${ids.map((id) => `&on=${id}`).join('')}`;
  return [
    { name: 'key list', path: toKeyList({ q: prefix }) },
    { name: 'key list with nothing found', path: toKeyList({ q: 'no-such-key' }) },
    { name: 'tool', path: toKey(enabled, 'tool') },
    { name: 'tool that does not work', path: toKey(disabled, 'tool') },
    { name: 'details', path: toKey(enabled, 'details') },
    { name: 'details of a key pending deletion', path: toKey(pending, 'details') },
    { name: 'tags', path: toKey(enabled, 'tags') },
    { name: 'rotation policy', path: toKey(enabled, 'rotation') },
    { name: 'grants', path: toKey(enabled, 'grants') },
    { name: 'versions', path: toKey(enabled, 'versions') },
    { name: 'public key', path: toKey(signing, 'public-key') },
    { name: 'usage', path: toKey(enabled, 'usage') },
    { name: 'Begin shadow disable', path: `${toKey(enabled, 'usage')}?dialog=startShadow` },
    { name: 'requests for approval', path: '/identity/approvals' },
    { name: 'tool that signs', path: toKey(signing, 'tool') },
    { name: 'no tags', path: toKey(signing, 'tags') },
    { name: 'Add Tag', path: `${toKey(enabled, 'tags')}?dialog=addTags` },
    { name: 'Edit Tag', path: `${toKey(enabled, 'tags')}?dialog=editTag&tag=owner` },
    { name: 'Delete Tag', path: `${toKey(enabled, 'tags')}?dialog=deleteTags&tag=owner` },
    { name: 'rotation of a disabled key', path: toKey(disabled, 'rotation') },
    { name: 'no rotation', path: toKey(signing, 'rotation') },
    { name: 'Replace by a New Key', path: `${toKey(signing, 'rotation')}?dialog=replaceKey` },
    { name: 'Enable Rotation Policy', path: `${toKey(enabled, 'rotation')}?dialog=enableRotation` },
    { name: 'Rotate Key Now', path: `${toKey(enabled, 'rotation')}?dialog=rotateNow` },
    { name: 'Create Grant', path: `${toKey(enabled, 'grants')}?dialog=createGrant` },
    { name: 'Revoke Grant', path: `${toKey(enabled, 'grants')}?dialog=revokeGrant&grant=${grantId}` },
    { name: 'Create Access Key', path: '/credentials?dialog=createAccessKey' },
    { name: 'missing key', path: toKey('00000000-0000-4000-8000-000000000000', 'details') },
    { name: 'Create Key', path: dialog('create') },
    { name: 'Enable', path: dialog('enable', disabled) },
    { name: 'Disable', path: dialog('disable', enabled, signing) },
    { name: 'Schedule deletion', path: dialog('scheduleDeletion', enabled) },
    { name: 'Cancel deletion', path: dialog('cancelDeletion', pending) },
    { name: 'events', path: '/events' },
    { name: 'Create Event', path: '/events?dialog=createEvent' },
    { name: 'Edit Event', path: `/events?dialog=editEvent&event=${event}` },
    { name: 'Event Details', path: `/events?dialog=viewEvent&event=${event}` },
    { name: 'Delete event', path: `/events?dialog=deleteEvent&event=${event}` },
    { name: 'notifications', path: '/events/notifications' },
    { name: 'no notifications', path: '/events/notifications?q=no-such-secret' },
    { name: 'topics', path: '/topics' },
    { name: 'Create Topic', path: '/topics?dialog=createTopic' },
    { name: 'Delete topic', path: `/topics?dialog=deleteTopic&topic=${topic}` },
    { name: 'topic', path: topicPath },
    { name: 'Add Subscription', path: `${topicPath}?dialog=addSubscription` },
    {
      name: 'Delete subscription',
      path: `${topicPath}?dialog=deleteSubscription&subscription=${subscription}`,
    },
    { name: 'missing topic', path: `${topicPath}-gone` },
    { name: 'My Credentials', path: '/credentials' },
    { name: 'Settings', path: '/settings' },
    { name: 'enterprise projects', path: '/settings/enterprise-projects' },
    {
      name: 'Create Enterprise Project',
      path: '/settings/enterprise-projects?dialog=createEnterpriseProject',
    },
    { name: 'no such page', path: '/no-such-page' },
  ];
}

// The sweeps are the longest tests there are: both workers take one.
test.describe.configure({ mode: 'parallel' });

for (const { locale, language } of [
  { locale: 'en-US', language: 'English' },
  { locale: 'zh-CN', language: 'Chinese' },
]) {
  test.describe(`accessibility in ${language}`, () => {
    test.use({ locale, viewport: WIDE });

    test.describe('signed in', () => {
      test.use({ signedIn: true });

      test('no page or dialog has an axe violation in either theme, nor scrolls sideways on a phone', async ({
        page,
        api,
        prefix,
      }) => {
        test.setTimeout(900_000);
        await expectAccessible(page, await placesIn(api, prefix));
      });
    });

    test('the pages of sign-in have no axe violation in either theme', async ({ page }) => {
      const check = async (where: string) => {
        await page.emulateMedia({ colorScheme: 'light' });
        await expectNoViolations(page, `${where}, light`);
        await page.emulateMedia({ colorScheme: 'dark' });
        await expectContrast(page, `${where}, dark`);
      };
      await page.goto('/');
      await page.locator('input[type=password]').waitFor();
      await check('sign-in');
      await page.locator('input[type=password]').fill('wrong');
      await page.locator('input[name=userName]').fill('nobody');
      await page.getByRole('button').click();
      await page.getByRole('alert').waitFor();
      await check('refused sign-in');
      await page.goto('/auth/signed-out');
      await check('signed out');
    });
  });
}

test.describe('a window of 360 pixels', () => {
  test.use({ viewport: PHONE });

  test.describe('signed in', () => {
    test.use({ signedIn: true });

    test('the list shows cards without axe violation, and the navigation opens from its button', async ({
      page,
      api,
      prefix,
    }) => {
      await api.createKey(`${prefix}card`);
      await page.goto(toKeyList({ q: prefix }));
      await expect(page.getByRole('listitem').filter({ hasText: `${prefix}card` })).toBeVisible();
      await expectNoViolations(page, 'cards');
      await page.getByRole('button', { name: 'Open navigation' }).click();
      await expectNoViolations(page, 'navigation');
      await page.getByRole('dialog', { name: 'Navigation' }).getByRole('link', { name: 'Settings' }).click();
      await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible();
    });
  });

  test('the sign-in page does not scroll sideways', async ({ page }) => {
    await page.goto('/');
    await page.getByLabel('User name').waitFor();
    expect(await overflow(page)).toBe(0);
  });
});

test.describe('in French, whose words are the longest', () => {
  test.use({ locale: 'fr-FR', signedIn: true });

  test('every page and dialog fits on a phone and on a desk', async ({ page, api, prefix }) => {
    test.setTimeout(600_000);
    await expectFits(page, await placesIn(api, prefix));
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('fr');
  });
});
