import { generateKeyPairSync, privateDecrypt } from 'node:crypto';
import { type KeyView, OperationError, type OperationInput } from '@dewpoint/contract';
import { mockOperation } from '@dewpoint/contract/testing';
import { QueryClient } from '@tanstack/react-query';
import { screen, waitFor, within } from '@testing-library/react';
import axe from 'axe-core';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { aKey, keyIdOf } from './support/keys.ts';
import { openConsole } from './support/render.tsx';
import { server } from './support/server.ts';
import { World } from './support/world.ts';

const id = keyIdOf(1);
const external = { origin: 'external', state: 'pendingImport', keyAlias: 'mine', currentVersion: 0 } as const;
const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const TOKEN = Uint8Array.from({ length: 260 }, (_, index) => index % 256);
const TOKEN_TEXT = Buffer.from(TOKEN).toString('base64');

let saved: { name: string; blob: Blob }[];
let sent: OperationInput<'kms.importKeyMaterial'>[];
beforeEach(() => {
  saved = [];
  sent = [];
  const blobs: Blob[] = [];
  URL.createObjectURL = (blob: Blob) => {
    blobs.push(blob);
    return `blob:${blobs.length - 1}`;
  };
  URL.revokeObjectURL = () => {};
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    const blob = blobs[Number(this.href.slice('blob:'.length))];
    if (blob) saved.push({ name: this.download, blob });
  });
});

function open(address: string, differences: Partial<KeyView> = {}, refuse?: OperationError) {
  const world = new World({ keys: [aKey(1, { ...external, ...differences })] });
  const user = openConsole(world, address);
  server.use(
    mockOperation('kms.getParametersForImport', ({ keyId }) => ({
      keyId,
      importToken: TOKEN,
      expirationTime: Math.floor(Date.now() / 1000) + 86_400,
      publicKey: Uint8Array.from(publicKey.export({ type: 'spki', format: 'der' })),
    })),
    mockOperation('kms.importKeyMaterial', (input) => {
      if (refuse) throw refuse;
      sent.push(input);
      world.change(input.keyId, { state: 'enabled', currentVersion: 1 });
      return {};
    }),
    mockOperation('kms.deleteImportedKeyMaterial', ({ keyId }) => {
      world.change(keyId, { state: 'pendingImport' });
      return {};
    }),
  );
  return { user, world };
}

const bytesOf = async (blob: Blob | undefined) =>
  Buffer.from((await blob?.arrayBuffer()) ?? new ArrayBuffer());
const fileOf = (name: string, bytes: Uint8Array<ArrayBuffer>) => new File([bytes], name);
const press = async (user: ReturnType<typeof openConsole>, name: string) =>
  user.click(await screen.findByRole('button', { name }));

describe('IMP-01 Import Key', () => {
  it('creates a key without material, once the risk is understood, and goes on to its import items', async () => {
    const { user, world } = open('/keys');
    await user.click(await screen.findByRole('link', { name: 'Import Key' }));
    await user.type(await screen.findByRole('textbox', { name: 'Alias' }), 'brought');
    const project = screen.getByRole('textbox', { name: 'Enterprise Project' });
    await user.clear(project);
    await user.type(project, '11111111-1111-4111-8111-111111111111');
    const next = screen.getByRole('button', { name: 'Next' });
    expect(next).toBeDisabled();
    await user.click(
      screen.getByRole('checkbox', {
        name: 'I understand the security and durability of using an imported key',
      }),
    );
    await user.click(next);
    expect(await screen.findByRole('heading', { name: 'Download the Import Items' })).toBeVisible();
    const made = [...world.keys.values()].find(({ keyAlias }) => keyAlias === 'brought');
    expect(made).toMatchObject({
      origin: 'external',
      state: 'pendingImport',
      enterpriseProjectId: '11111111-1111-4111-8111-111111111111',
    });
    expect(window.location.pathname).toBe(`/keys/import/${made?.keyId}/download`);
  });

  it('downloads wrapping key, token and README, shows the commands, and imports what was wrapped', async () => {
    const { user, world } = open(`/keys/import/${id}/download`);
    expect(await screen.findByRole('radio', { name: /RSAES_OAEP_SHA_256/ })).toBeChecked();
    await press(user, 'Download and Continue');
    expect(await screen.findByRole('heading', { name: 'Import Key Material' })).toBeVisible();
    expect(saved.map(({ name }) => name)).toEqual([
      `wrappingKey_${id}`,
      `importToken_${id}`,
      `README_${id}.txt`,
    ]);
    const [wrappingKey, token, readme] = saved.map(({ blob }) => blob);
    expect(await bytesOf(wrappingKey)).toEqual(publicKey.export({ type: 'spki', format: 'der' }));
    expect(await token?.text()).toBe(TOKEN_TEXT);
    const commands = screen.getByRole('region', { name: 'Wrap with OpenSSL' });
    expect(commands).toHaveTextContent(`-inkey wrappingKey_${id}`);
    expect(await readme?.text()).toContain(`-inkey wrappingKey_${id} -out EncryptedKeyMaterial.bin`);

    await press(user, 'Next');
    expect(await screen.findByText('Choose a file.')).toBeVisible();
    const wrapped = Uint8Array.from({ length: 256 }, (_, index) => index);
    await user.upload(screen.getByLabelText('Key material'), fileOf('EncryptedKeyMaterial.bin', wrapped));
    await press(user, 'Next');
    expect(await screen.findByText('The token of this wizard is used.')).toBeVisible();
    await press(user, 'OK');
    expect(await screen.findByText('Key imported successfully')).toBeVisible();
    expect(sent.map((input) => Object.keys(input))).toEqual([
      ['keyId', 'importToken', 'encryptedKeyMaterial'],
    ]);
    expect(Uint8Array.from(sent[0]?.encryptedKeyMaterial ?? [])).toEqual(wrapped);
    expect(Uint8Array.from(sent[0]?.importToken ?? [])).toEqual(TOKEN);
    expect(world.key(id).state).toBe('enabled');
  });

  it('goes on with existing material and a token file, and with an expiry 24 hours ahead', async () => {
    const { user } = open(`/keys/import/${id}/download`);
    await press(user, 'Existing Key Material');
    await user.upload(await screen.findByLabelText('Key material'), fileOf('k.bin', new Uint8Array(256)));
    await press(user, 'Next');
    const field = await screen.findByLabelText('Key import token');
    await press(user, 'OK');
    expect(field).toHaveAccessibleDescription('Choose a file.');
    await user.upload(field, fileOf('empty', new Uint8Array()));
    await waitFor(() => expect(field).toHaveAccessibleDescription(/no import token/));
    await user.upload(field, fileOf('ImportToken.b64', Buffer.from(`${TOKEN_TEXT}\n`)));
    await user.click(screen.getByRole('radio', { name: 'Key material will expire' }));
    const at = new Date(`${screen.getByLabelText<HTMLInputElement>(/Expiration Time/).value}Z`);
    await press(user, 'OK');
    await screen.findByText('Key imported successfully');
    expect(Uint8Array.from(sent[0]?.importToken ?? [])).toEqual(TOKEN);
    const seconds = sent[0]?.expirationTime ?? 0;
    expect(Math.abs(seconds - (Date.now() / 1000 + 86_400))).toBeLessThan(3600);
    expect(Math.abs(seconds * 1000 - at.getTime())).toBeLessThan(86_400_000);
  });

  it('asks an asymmetric key for temporary key and private key', async () => {
    const { user } = open(`/keys/import/${id}/material`, { keySpec: 'RSA_2048', keyUsage: 'SIGN_VERIFY' });
    await user.upload(
      await screen.findByLabelText('Temporary key material'),
      fileOf('t', new Uint8Array(256)),
    );
    await press(user, 'Next');
    expect(screen.getByLabelText('Private key ciphertext')).toHaveAccessibleDescription('Choose a file.');
    await user.upload(screen.getByLabelText('Private key ciphertext'), fileOf('p', new Uint8Array(1224)));
    await press(user, 'Next');
    expect(await screen.findByRole('heading', { name: 'Import Key Token' })).toBeVisible();
  });

  it('tells where a key does not wait for material', async () => {
    open(`/keys/import/${id}/material`, { state: 'enabled' });
    expect(await screen.findByText('This key does not wait for material')).toBeVisible();
  });

  it('begins with the material again after a reload at the token', async () => {
    open(`/keys/import/${id}/token`);
    expect(await screen.findByRole('heading', { name: 'Import Key Material' })).toBeVisible();
  });
});

describe('IMP-02 each mistake is told at its field', () => {
  const wrap = async (user: ReturnType<typeof openConsole>) => {
    await press(user, 'Download and Continue');
    await user.upload(await screen.findByLabelText('Key material'), fileOf('k.bin', new Uint8Array(256)));
    await press(user, 'Next');
    await press(user, 'OK');
  };

  it.each(['materialUnwrapFailed', 'materialLengthInvalid', 'materialDiffers'] as const)(
    '%s, where the material is chosen',
    async (name) => {
      const refusal = new OperationError(name, { field: 'encrypted_key_material' });
      const { user } = open(`/keys/import/${id}/download`, {}, refusal);
      await wrap(user);
      const field = await screen.findByLabelText('Key material');
      await waitFor(() => expect(field).toHaveAccessibleDescription(refusal.message));
      expect(field).toBeInvalid();
    },
  );

  it.each(['importTokenExpired', 'importTokenOfOtherKey', 'importTokenInvalid'] as const)(
    '%s, at the token',
    async (name) => {
      const refusal = new OperationError(name, { field: 'import_token' });
      const { user } = open(`/keys/import/${id}/download`, {}, refusal);
      await wrap(user);
      expect(await screen.findByRole('alert')).toHaveTextContent(refusal.message);
      await user.click(screen.getByRole('link', { name: 'Get a wrapping key' }));
      expect(await screen.findByRole('heading', { name: 'Download the Import Items' })).toBeVisible();
    },
  );

  it('a time that has passed', async () => {
    const { user } = open(`/keys/import/${id}/download`);
    await press(user, 'Download and Continue');
    await user.upload(await screen.findByLabelText('Key material'), fileOf('k.bin', new Uint8Array(256)));
    await press(user, 'Next');
    await user.click(await screen.findByRole('radio', { name: 'Key material will expire' }));
    const time = screen.getByLabelText(/Expiration Time/);
    await user.clear(time);
    await user.type(time, '2020-01-01T00:00');
    await press(user, 'OK');
    expect(time).toHaveAccessibleDescription('Give a time that lies ahead.');
    expect(sent).toEqual([]);
  });

  it('files that are empty or too large, before they are sent', async () => {
    const { user } = open(`/keys/import/${id}/material`);
    const field = await screen.findByLabelText('Key material');
    await user.upload(field, fileOf('e', new Uint8Array()));
    expect(field).toHaveAccessibleDescription('The file is empty.');
    await user.upload(field, fileOf('l', new Uint8Array(513)));
    expect(field).toHaveAccessibleDescription('The file is too large: at most 512 bytes.');
  });
});

describe('IMP-07 the browser wraps', () => {
  const material = Uint8Array.from({ length: 32 }, (_, index) => 65 + (index % 26));

  it('a file of material, which stays out of requests, caches, storage and page', async () => {
    const clients: QueryClient[] = [];
    const mount = QueryClient.prototype.mount;
    vi.spyOn(QueryClient.prototype, 'mount').mockImplementation(function (this: QueryClient) {
      clients.push(this);
      mount.call(this);
    });
    const bodies: string[] = [];
    const { user } = open(`/keys/import/${id}/download`);
    server.events.on('request:start', async ({ request }) => {
      bodies.push(await request.clone().text());
    });
    await press(user, 'Wrap in This Browser');
    const field = await screen.findByLabelText('Key material in clear');
    await user.upload(field, fileOf('short.bin', material.slice(1)));
    await waitFor(() => expect(field).toHaveAccessibleDescription(/31 bytes.*exactly 32/));
    await user.upload(field, fileOf('k.bin', material));
    await waitFor(() => expect(field).toBeValid());
    await press(user, 'Next');
    await screen.findByRole('heading', { name: 'Import Key Token' });
    await press(user, 'OK');
    await screen.findByText('Key imported successfully');
    const [input] = sent;
    expect(
      privateDecrypt({ key: privateKey, oaepHash: 'sha256' }, input?.encryptedKeyMaterial ?? Buffer.of()),
    ).toEqual(Buffer.from(material));
    const cached = clients.flatMap((client) => [
      ...client
        .getQueryCache()
        .getAll()
        .map(({ state, queryKey }) => [queryKey, state.data]),
      ...client
        .getMutationCache()
        .getAll()
        .map(({ state }) => [state.variables, state.data]),
    ]);
    const everywhere = JSON.stringify([
      cached,
      bodies,
      { ...localStorage },
      { ...sessionStorage },
      window.history.state,
      document.documentElement.outerHTML,
    ]);
    for (const form of ['latin1', 'hex', 'base64'] as const)
      expect(everywhere).not.toContain(Buffer.from(material).toString(form).slice(0, 20));
    expect(JSON.stringify(cached)).not.toContain(TOKEN_TEXT);
  });

  it('material that it made itself, of which a copy can be saved', async () => {
    const { user } = open(`/keys/import/${id}/download`);
    await press(user, 'Wrap in This Browser');
    await press(user, 'Generate');
    expect(await screen.findByText(/Save a copy in a safe place/)).toBeVisible();
    await press(user, 'Save a copy');
    expect(await screen.findByText('A copy was saved as PlaintextKeyMaterial.bin.')).toBeVisible();
    await press(user, 'Next');
    await press(user, 'OK');
    await screen.findByText('Key imported successfully');
    const inner = privateDecrypt(
      { key: privateKey, oaepHash: 'sha256' },
      sent[0]?.encryptedKeyMaterial ?? Buffer.of(),
    );
    expect(inner).toEqual(await bytesOf(saved[0]?.blob));
  });

  it('not with an algorithm that browsers do not have, and says why', async () => {
    const { user } = open(`/keys/import/${id}/download`);
    await user.click(await screen.findByRole('radio', { name: /RSAES_PKCS1_V1_5/ }));
    expect(screen.getByRole('button', { name: 'Wrap in This Browser' })).toBeDisabled();
    await press(user, 'Download and Continue');
    await press(user, 'Wrap in this browser');
    expect(await screen.findByText(/Browsers can wrap with RSAES_OAEP_SHA_256/)).toBeVisible();
    expect(screen.getByRole('button', { name: 'Next' })).toBeDisabled();
  });
});

describe('IMP-05 KEY-17 Delete Key Material', () => {
  it('tells what stops working, deletes, and leads to the import again', async () => {
    const { user, world } = open(`/keys/${id}/details`, { state: 'enabled' });
    await press(user, 'Delete Key Material');
    const dialog = within(await screen.findByRole('dialog', { name: 'Delete Key Material' }));
    expect(await dialog.findByText('orders-service')).toBeVisible();
    await user.click(dialog.getByRole('button', { name: 'OK' }));
    expect(await screen.findByText('Key material deleted successfully')).toBeVisible();
    expect(world.key(id).state).toBe('pendingImport');
    await press(user, 'Import again');
    expect(await screen.findByRole('heading', { name: 'Download the Import Items' })).toBeVisible();
  });

  it.each([
    ['of a key whose material was made here', { state: 'enabled', origin: 'kms' }],
    ['of an asymmetric key', { state: 'enabled', keySpec: 'RSA_2048', keyUsage: 'SIGN_VERIFY' }],
  ] as const)('is not offered %s', async (_name, differences) => {
    open(`/keys/${id}/details`, differences);
    await screen.findByRole('button', { name: 'Disable' });
    expect(screen.queryByRole('button', { name: 'Delete Key Material' })).toBeNull();
  });
});

describe('WCAG 2.2: axe finds nothing in Import Key', () => {
  it.each([
    ['/keys/import', 'Next'],
    [`/keys/import/${id}/download`, 'Download and Continue'],
    [`/keys/import/${id}/material`, 'Next'],
  ])('%s', async (address, button) => {
    open(address);
    await screen.findByRole('button', { name: button });
    const { violations } = await axe.run(document.body, { rules: { 'color-contrast': { enabled: false } } });
    expect(violations.flatMap(({ id: rule, nodes }) => nodes.map(({ html }) => `${rule}: ${html}`))).toEqual(
      [],
    );
  });
});
