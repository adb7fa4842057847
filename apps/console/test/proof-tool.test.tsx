import { OperationError, type OperationInput } from '@dewpoint/contract';
import { mockOperation } from '@dewpoint/contract/testing';
import { screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { aKey, keyIdOf } from './support/keys.ts';
import { openConsole } from './support/render.tsx';
import { server } from './support/server.ts';
import { World } from './support/world.ts';

const id = keyIdOf(1);
const bytes = (text: string) => new TextEncoder().encode(text);

function open(differences: Parameters<typeof aKey>[1]) {
  return openConsole(
    new World({ keys: [aKey(1, { keyAlias: 'orders', ...differences })] }),
    `/keys/${id}/tool`,
  );
}
const rsa = { keySpec: 'RSA_2048', keyUsage: 'SIGN_VERIFY' } as const;
const ec = { keySpec: 'EC_P384', keyUsage: 'SIGN_VERIFY' } as const;
const hmac = { keySpec: 'HMAC_SM3', keyUsage: 'GENERATE_VERIFY_MAC' } as const;
const message = () => screen.findByRole('textbox', { name: 'Message' });
const execute = () => screen.getByRole('button', { name: 'Execute' });
type User = ReturnType<typeof open>;

async function choose(user: User, field: string, option: string): Promise<void> {
  await user.click(screen.getByRole('combobox', { name: field }));
  await user.click(await screen.findByRole('option', { name: option }));
}

describe('CRY-03 the tool signs', () => {
  it('a text as RAW with the algorithm chosen, and copies the signature', async () => {
    const asked: OperationInput<'kms.sign'>[] = [];
    const user = open(rsa);
    await user.type(await message(), 'grüße');
    server.use(
      mockOperation('kms.sign', (input) => {
        asked.push(input);
        return { keyId: id, signature: bytes('signature') };
      }),
    );
    await choose(user, 'Algorithm', 'RSASSA_PKCS1_V1_5_SHA_512');
    await user.click(execute());
    const signature = screen.getByRole('textbox', { name: 'Signature (Base64)' });
    await waitFor(() => expect(signature).toHaveValue(btoa('signature')));
    expect(asked).toMatchObject([{ messageType: 'RAW', signingAlgorithm: 'RSASSA_PKCS1_V1_5_SHA_512' }]);
    expect(Buffer.from(asked[0]?.message ?? []).toString()).toBe('grüße');
    await user.click(screen.getByRole('button', { name: 'Copy to Clipboard' }));
    expect(await navigator.clipboard.readText()).toBe(btoa('signature'));
    // What was signed is no longer what stands there.
    await user.type(await message(), '!');
    expect(signature).toHaveValue('');
  });

  it('a digest only of the length that the algorithm has', async () => {
    const asked: OperationInput<'kms.sign'>[] = [];
    const user = open(ec);
    await message();
    server.use(
      mockOperation('kms.sign', (input) => {
        asked.push(input);
        return { keyId: id, signature: bytes('signature') };
      }),
    );
    await choose(user, 'Message type', 'DIGEST: its hash');
    expect(screen.getByRole('combobox', { name: 'Written as' })).toHaveTextContent('Hexadecimal');
    await user.click(screen.getByRole('textbox', { name: 'Digest' }));
    await user.paste('ab'.repeat(47));
    expect(screen.getByText('47 bytes. The digest of this algorithm has 48.')).toBeVisible();
    expect(execute()).toBeDisabled();
    await user.paste('AB\n');
    await user.click(execute());
    await waitFor(() =>
      expect(asked).toMatchObject([{ messageType: 'DIGEST', signingAlgorithm: 'ECDSA_SHA_384' }]),
    );
    expect(Buffer.from(asked[0]?.message ?? []).toString('hex')).toBe('ab'.repeat(48));
  });

  it('nothing over 4096 bytes and nothing that is not written as it says', async () => {
    const user = open(rsa);
    await user.click(await message());
    await user.paste('é'.repeat(2049));
    expect(screen.getByText(/4098 of 4096 bytes: 2 too many/)).toBeVisible();
    expect(execute()).toBeDisabled();
    await choose(user, 'Written as', 'Base64');
    expect(screen.getByText('This is not Base64.')).toBeVisible();
    expect(execute()).toHaveAccessibleDescription('This is not Base64.');
  });
});

describe('CRY-03 the tool verifies', () => {
  it.each([
    [true, /The signature is valid/],
    [false, /The signature is not valid/],
  ])('and says when a signature is valid: %s', async (signatureValid, words) => {
    const user = open(ec);
    await user.type(await message(), 'text');
    server.use(mockOperation('kms.verify', () => ({ keyId: id, signatureValid })));
    await user.click(screen.getByRole('button', { name: 'Verify' }));
    const signature = screen.getByRole('textbox', { name: 'Signature (Base64)' });
    await user.type(signature, 'no!');
    expect(screen.getByText('This is not Base64.')).toBeVisible();
    expect(execute()).toBeDisabled();
    await user.clear(signature);
    await user.type(signature, 'AAAA');
    await user.click(execute());
    expect(await screen.findByText(words)).toBeVisible();
    await user.type(await message(), '!');
    expect(screen.queryByText(words)).toBeNull();
    expect(signature).toHaveValue('AAAA');
  });

  it('and tells a refusal', async () => {
    const user = open(ec);
    await user.type(await message(), 'text');
    server.use(
      mockOperation('kms.sign', () => {
        throw new OperationError('keyDisabled');
      }),
    );
    await user.click(execute());
    expect(await screen.findByRole('alert')).toHaveTextContent('The key is disabled.');
  });
});

describe('CRY-04 the tool makes and checks MACs', () => {
  it('with the algorithm of the key', async () => {
    const user = open(hmac);
    await user.type(await message(), 'text');
    server.use(
      mockOperation('kms.generateMac', ({ macAlgorithm, message: given }) => {
        expect(macAlgorithm).toBe('HMAC_SM3');
        return { keyId: id, macAlgorithm, mac: Uint8Array.from({ length: 32 }, () => given.length) };
      }),
      mockOperation('kms.verifyMac', ({ macAlgorithm }) => ({ keyId: id, macAlgorithm, macValid: false })),
    );
    await user.click(execute());
    const mac = screen.getByRole('textbox', { name: 'MAC (hexadecimal)' });
    await waitFor(() => expect(mac).toHaveValue('04'.repeat(32)));
    // What was made can be checked at once.
    await user.click(screen.getByRole('button', { name: 'Verify' }));
    await user.click(execute());
    expect(await screen.findByText(/The MAC is not valid/)).toBeVisible();
    await user.clear(mac);
    await user.type(mac, 'xyz');
    expect(screen.getByText('This is not hexadecimal text.')).toBeVisible();
  });

  it('keeps no message in storage or address, and forgets it on leaving', async () => {
    const user = open(hmac);
    await user.type(await message(), 'launch');
    expect(JSON.stringify([{ ...localStorage }, { ...sessionStorage }, history.state])).not.toContain(
      'launch',
    );
    expect(window.location.href).not.toContain('launch');
    await user.click(screen.getByRole('tab', { name: 'Details' }));
    await screen.findByText('Key ID');
    await user.click(screen.getByRole('tab', { name: 'Tool' }));
    expect(await message()).toHaveValue('');
  });
});
