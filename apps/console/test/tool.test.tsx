import { OperationError } from '@dewpoint/contract';
import { mockOperation } from '@dewpoint/contract/testing';
import { screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { aKey, keyIdOf } from './support/keys.ts';
import { openConsole } from './support/render.tsx';
import { server } from './support/server.ts';
import { World } from './support/world.ts';

const id = keyIdOf(1);
const PLAINTEXT = 'the launch code is 00000000';
const CIPHERTEXT = Buffer.from('x'.repeat(156)).toString('base64');
const world = () => new World({ keys: [aKey(1, { keyAlias: 'orders' }), aKey(2, { keyAlias: 'other' })] });

async function openTool() {
  const user = openConsole(world(), `/keys/${id}/tool`);
  const input = await screen.findByRole('textbox', { name: 'Plaintext' });
  return { user, input };
}

afterEach(() => vi.restoreAllMocks());

describe('TOOL-01 the tool encrypts', () => {
  it('what is typed, with the key shown, and copies the ciphertext', async () => {
    const { user, input } = await openTool();
    server.use(
      mockOperation('kms.encryptText', ({ keyId, text }) => {
        expect(text).toBe(PLAINTEXT);
        return { keyId, keyVersion: 3, cipherText: Uint8Array.from(Buffer.from(CIPHERTEXT, 'base64')) };
      }),
    );
    expect(screen.getByRole('button', { name: 'Execute' })).toBeDisabled();
    await user.type(input, PLAINTEXT);
    await user.click(screen.getByRole('button', { name: 'Execute' }));
    await waitFor(() => expect(screen.getByRole('textbox', { name: 'Ciphertext' })).toHaveValue(CIPHERTEXT));
    expect(screen.getByText('Key version 3')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Copy to Clipboard' }));
    expect(await navigator.clipboard.readText()).toBe(CIPHERTEXT);
    await user.click(screen.getByRole('button', { name: 'Clear' }));
    expect(input).toHaveValue('');
    expect(screen.getByRole('textbox', { name: 'Ciphertext' })).toHaveValue('');
  });

  it('counts bytes of UTF-8, and over 4096 Execute is off and says why', async () => {
    const { user, input } = await openTool();
    await user.click(input);
    await user.paste('é'.repeat(2048));
    expect(screen.getByText('4096 of 4096 bytes')).toBeVisible();
    expect(screen.getByRole('button', { name: 'Execute' })).toBeEnabled();
    await user.paste('é');
    expect(screen.getByText(/4098 of 4096 bytes: 2 too many/)).toBeVisible();
    const execute = screen.getByRole('button', { name: 'Execute' });
    expect(execute).toBeDisabled();
    expect(execute).toHaveAccessibleDescription(/2 too many/);
  });
});

describe('TOOL-02 the tool decrypts', () => {
  const decrypted = { text: PLAINTEXT, base64: null, keyVersion: 2, algorithm: 'SYMMETRIC_DEFAULT' } as const;

  async function decrypt(answer: Parameters<typeof mockOperation<'kms.decryptText'>>[1]) {
    const { user } = await openTool();
    server.use(mockOperation('kms.decryptText', answer));
    await user.click(screen.getByRole('button', { name: 'Decrypt' }));
    await user.click(screen.getByRole('textbox', { name: 'Ciphertext' }));
    await user.paste(`${CIPHERTEXT.slice(0, 40)}\n${CIPHERTEXT.slice(40)}`);
    await user.click(screen.getByRole('button', { name: 'Execute' }));
    return user;
  }

  it('and says which key it was when it was another one', async () => {
    await decrypt(() => ({ ...decrypted, keyId: keyIdOf(2), keyAlias: 'other' }));
    expect(await screen.findByText(/Decrypted with another key: other/)).toHaveTextContent(keyIdOf(2));
    expect(screen.getByRole('textbox', { name: 'Plaintext' })).toHaveValue(PLAINTEXT);
  });

  it('and shows a plaintext that is no text in Base64', async () => {
    const base64 = Uint8Array.of(255, 254);
    await decrypt(() => ({ ...decrypted, text: null, base64, keyId: id, keyAlias: 'orders' }));
    await waitFor(() => expect(screen.getByRole('textbox', { name: 'Plaintext' })).toHaveValue('//4='));
    expect(screen.getByText(/It is shown in Base64/)).toBeVisible();
  });

  it('TOOL-05 and tells a refusal, with nothing in the plaintext', async () => {
    await decrypt(() => {
      throw new OperationError('cipherTextInvalid');
    });
    expect(await screen.findByRole('alert')).toHaveTextContent(/cipher/i);
    expect(screen.getByRole('textbox', { name: 'Plaintext' })).toHaveValue('');
  });
});

describe('TOOL-05 the tool says why it does not work with a key', () => {
  it.each([
    [{ state: 'disabled' }, /The key is disabled/],
    [{ state: 'pendingDeletion' }, /pending deletion/],
    [{ state: 'pendingImport', origin: 'external' }, /has no material/],
    [{ defaultService: 'obs', keyAlias: 'obs/default' }, /Default keys cannot be used/],
    [{ keySpec: 'RSA_2048', keyUsage: 'ENCRYPT_DECRYPT' }, /Asymmetric keys cannot be used/],
    [{ keySpec: 'EC_P256', keyUsage: 'SIGN_VERIFY', state: 'disabled' }, /The key is disabled/],
  ] as const)('%j', async (differences, words) => {
    openConsole(new World({ keys: [aKey(1, differences)] }), `/keys/${id}/tool`);
    expect(await screen.findByText('The tool does not work with this key')).toBeVisible();
    expect(screen.getByText(words)).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Execute' })).toBeNull();
  });
});

describe('TOOL-06 "What is this ciphertext?"', () => {
  it('shows key, version, algorithm, size and why the caller may not decrypt it', async () => {
    const { user } = await openTool();
    server.use(
      mockOperation('kms.inspectCiphertext', () => ({
        keyId: keyIdOf(2),
        keyAlias: 'other',
        keyVersion: 5,
        algorithm: 'AES_256_GCM',
        plaintextSizeInBytes: 27,
        mayDecrypt: false,
        reason: 'The key is disabled.',
      })),
    );
    await user.click(screen.getByRole('textbox', { name: 'Ciphertext to inspect' }));
    await user.paste(CIPHERTEXT);
    await user.click(screen.getByRole('button', { name: 'Inspect' }));
    expect(await screen.findByRole('link', { name: 'other' })).toHaveAttribute('href', `/keys/${keyIdOf(2)}`);
    expect(screen.getByText('27 bytes')).toBeVisible();
    expect(screen.getByText('AES_256_GCM')).toBeVisible();
    expect(screen.getByText('No: The key is disabled.')).toBeVisible();
  });
});

describe('plaintext stays in the tool', () => {
  it('is in no storage and no address, and is gone after leaving', async () => {
    const { user, input } = await openTool();
    server.use(
      mockOperation('kms.encryptText', ({ keyId }) => ({
        keyId,
        keyVersion: 1,
        cipherText: Uint8Array.from(Buffer.from(CIPHERTEXT, 'base64')),
      })),
    );
    await user.type(input, PLAINTEXT);
    await user.click(screen.getByRole('button', { name: 'Execute' }));
    await waitFor(() => expect(screen.getByRole('textbox', { name: 'Ciphertext' })).toHaveValue(CIPHERTEXT));
    const kept = JSON.stringify([{ ...localStorage }, { ...sessionStorage }, window.history.state]);
    expect(kept).not.toContain('launch');
    expect(window.location.href).not.toContain('launch');
    await user.click(screen.getByRole('tab', { name: 'Details' }));
    await screen.findByText('Key ID');
    await user.click(screen.getByRole('tab', { name: 'Tool' }));
    expect(await screen.findByRole('textbox', { name: 'Plaintext' })).toHaveValue('');
  });

  it('is in neither the query cache nor the mutation cache', async () => {
    const { QueryClient } = await import('@tanstack/react-query');
    const clients: InstanceType<typeof QueryClient>[] = [];
    const mount = QueryClient.prototype.mount;
    vi.spyOn(QueryClient.prototype, 'mount').mockImplementation(function (
      this: InstanceType<typeof QueryClient>,
    ) {
      clients.push(this);
      mount.call(this);
    });
    const { user, input } = await openTool();
    server.use(
      mockOperation('kms.encryptText', ({ keyId }) => ({
        keyId,
        keyVersion: 1,
        cipherText: Uint8Array.from(Buffer.from(CIPHERTEXT, 'base64')),
      })),
    );
    await user.type(input, PLAINTEXT);
    await user.click(screen.getByRole('button', { name: 'Execute' }));
    await waitFor(() => expect(screen.getByRole('textbox', { name: 'Ciphertext' })).toHaveValue(CIPHERTEXT));
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
    expect(JSON.stringify(cached)).toContain('orders');
    expect(JSON.stringify(cached)).not.toContain('launch');
    expect(within(document.body).queryAllByDisplayValue(PLAINTEXT)).toHaveLength(1);
  });
});
