import { Blob as NodeBlob } from 'node:buffer';
import { randomBytes } from 'node:crypto';
import { OperationError } from '@dewpoint/contract';
import { mockOperation } from '@dewpoint/contract/testing';
import { screen, waitFor } from '@testing-library/react';
import axe from 'axe-core';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { aKey, keyIdOf, PROJECT_ID } from './support/keys.ts';
import { openConsole } from './support/render.tsx';
import { server } from './support/server.ts';
import { World } from './support/world.ts';

const id = keyIdOf(1);
const DATA_KEY = randomBytes(32);
const WRAPPED = randomBytes(156);
const CONTENT = randomBytes(2_500_000);

/** A file of the user's choice, as the picker of browsers gives one. */
class PickedFile {
  readonly parts: Uint8Array[] = [];
  state: 'open' | 'closed' | 'aborted' = 'open';
  /** Hears each write; holding the promise back holds the writing back. */
  onWrite: () => Promise<void> = async () => {};

  async createWritable(): Promise<WritableStream<Uint8Array>> {
    return new WritableStream<Uint8Array>({
      write: async (bytes) => {
        this.parts.push(bytes);
        await this.onWrite();
      },
      close: () => {
        this.state = 'closed';
      },
      abort: () => {
        this.state = 'aborted';
      },
    });
  }

  get bytes(): Buffer {
    return Buffer.concat(this.parts);
  }
}

let picked: PickedFile;
let suggested: string[];
beforeEach(() => {
  picked = new PickedFile();
  suggested = [];
  vi.stubGlobal('showSaveFilePicker', async (options: { suggestedName: string }) => {
    suggested.push(options.suggestedName);
    return picked;
  });
});
afterEach(() => vi.unstubAllGlobals());

/** Node's file: that of the simulated browser has no streams. */
const fileOf = (name: string, bytes: Uint8Array<ArrayBuffer>) => {
  const file = new File([], name);
  const blob = new NodeBlob([bytes]);
  Object.defineProperties(file, {
    size: { value: bytes.length },
    stream: { value: () => blob.stream() },
    slice: { value: (start?: number, end?: number) => blob.slice(start, end) },
  });
  return file;
};
function open(permitted?: World['permitted']) {
  const world = new World({
    keys: [aKey(1, { keyAlias: 'orders' }), aKey(2, { keyAlias: 'other' })],
    ...(permitted ? { permitted } : {}),
  });
  const user = openConsole(world, `/keys/${id}/tool?of=files`);
  server.use(
    mockOperation('kms.createDatakey', ({ keyId, datakeyLength, additionalAuthenticatedData }) => {
      expect([datakeyLength, additionalAuthenticatedData]).toEqual([256, 'dewpoint-file/1']);
      return { keyId, plainText: Uint8Array.from(DATA_KEY), cipherText: Uint8Array.from(WRAPPED) };
    }),
    mockOperation('kms.decryptDatakey', ({ cipherText, additionalAuthenticatedData }) => {
      if (!Buffer.from(cipherText).equals(WRAPPED) || additionalAuthenticatedData !== 'dewpoint-file/1')
        throw new OperationError('cipherTextInvalid');
      return { dataKey: Uint8Array.from(DATA_KEY), datakeyLength: 32, datakeyDgst: new Uint8Array(32) };
    }),
  );
  return user;
}
type User = ReturnType<typeof open>;

async function encrypt(user: User, bytes = Uint8Array.from(CONTENT)): Promise<void> {
  await user.upload(await screen.findByLabelText('File to encrypt'), fileOf('report.pdf', bytes));
  await user.click(screen.getByRole('button', { name: 'Encrypt File' }));
}

async function decrypt(user: User, bytes: Uint8Array<ArrayBuffer>, name = 'report.pdf.dewp'): Promise<void> {
  picked = new PickedFile();
  await user.click(screen.getByRole('button', { name: 'Decrypt' }));
  await user.upload(await screen.findByLabelText('File to decrypt'), fileOf(name, bytes));
  await user.click(screen.getByRole('button', { name: 'Decrypt File' }));
}

/** What `encrypt` writes. */
async function encrypted(user: User): Promise<Buffer<ArrayBuffer>> {
  await encrypt(user);
  await screen.findByText(/report\.pdf\.dewp is written/);
  return Buffer.from(Uint8Array.from(picked.bytes).buffer);
}

describe('TOOL-07 files are encrypted in the browser', () => {
  it('chunk by chunk into a file of the user’s choice, and decrypted again', async () => {
    const user = open();
    expect(await screen.findByText('No file chosen')).toBeVisible();
    const file = await encrypted(user);
    expect(screen.getByText('report.pdf (2.5 MB)')).toBeVisible();
    expect(suggested).toEqual(['report.pdf.dewp']);
    expect(picked.state).toBe('closed');
    expect(picked.parts.length).toBe(4);
    expect(file.subarray(21, 89).toString('latin1')).toBe(PROJECT_ID + id);
    expect(file.includes(CONTENT.subarray(0, 16))).toBe(false);
    await decrypt(user, Uint8Array.from(file));
    expect(await screen.findByText(/report\.pdf is written/)).toBeVisible();
    expect(suggested.at(-1)).toBe('report.pdf');
    expect(picked.bytes.equals(CONTENT)).toBe(true);
  });

  it('into a download where browsers have no such file', async () => {
    vi.unstubAllGlobals();
    vi.stubGlobal('matchMedia', (query: string) => ({
      matches: false,
      media: query,
      addEventListener: () => {},
      removeEventListener: () => {},
    }));
    const saved: string[] = [];
    URL.createObjectURL = () => 'blob:file';
    URL.revokeObjectURL = () => {};
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
      saved.push(this.download);
    });
    await encrypt(open());
    await screen.findByText(/report\.pdf\.dewp is written/);
    expect(saved).toEqual(['report.pdf.dewp']);
  });

  it('tells the progress, and can be cancelled: nothing is left then', async () => {
    const held = Promise.withResolvers<void>();
    picked.onWrite = () => (picked.parts.length > 1 ? held.promise : Promise.resolve());
    const user = open();
    await encrypt(user);
    const progress = await screen.findByRole('progressbar', { name: 'Progress' });
    await waitFor(() => expect(Number(progress.getAttribute('aria-valuenow'))).toBeGreaterThan(0));
    await user.click(screen.getByRole('button', { name: 'Cancel' }));
    held.resolve();
    expect(await screen.findByText('Cancelled. Nothing was written.')).toBeVisible();
    expect(picked.state).toBe('aborted');
  });

  it('does not follow a header that was made to name another key', async () => {
    const user = open();
    const file = await encrypted(user);
    file.write(keyIdOf(2), 53, 'latin1');
    await decrypt(user, Uint8Array.from(file));
    expect(await screen.findByText(/The file is damaged/)).toBeVisible();
    expect(picked.state).toBe('aborted');
  });
});

describe('TOOL-07 the file tool says what is wrong, and writes nothing', () => {
  it.each<[string, (file: Buffer) => Uint8Array, RegExp]>([
    ['cut off', (file) => file.subarray(0, -1), /The file is damaged/],
    ['changed', (file) => file.fill(0, file.length - 1_000), /The file is damaged/],
    ['of another program', () => Buffer.from('%PDF-1.7'), /not one that Dewpoint encrypted/],
    ['of another project', (file) => file.fill('f', 21, 53), /in another project \(f{32}\)/],
    ['with another data key', (file) => file.fill(0, 91, 100), /cipher_text is not valid/],
  ])('about a file %s', async (_name, change, words) => {
    const user = open();
    const file = await encrypted(user);
    await decrypt(user, Uint8Array.from(change(file)));
    expect(await screen.findByRole('alert')).toHaveTextContent(words);
    expect(picked.state).not.toBe('closed');
  });

  it('about a key that makes no data key', async () => {
    const user = open();
    server.use(
      mockOperation('kms.createDatakey', () => {
        throw new OperationError('keyDisabled');
      }),
    );
    await encrypt(user);
    expect(await screen.findByRole('alert')).toHaveTextContent(/disabled/);
    expect(suggested).toEqual([]);
  });

  it('when the user wants no file', async () => {
    const user = open();
    vi.stubGlobal('showSaveFilePicker', () => Promise.reject(new DOMException('no', 'AbortError')));
    await encrypt(user);
    await waitFor(() => expect(screen.queryByRole('progressbar')).toBeNull());
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('without the permission', async () => {
    open(['kms.searchKeys']);
    expect(await screen.findByText('You have no permission for kms.createDatakey')).toBeVisible();
    expect(screen.getByLabelText('File to encrypt')).toBeDisabled();
  });
});

it('WCAG 2.2: axe finds nothing in the file tool', async () => {
  await encrypt(open());
  await screen.findByText(/report\.pdf\.dewp is written/);
  const { violations } = await axe.run(document.body, { rules: { 'color-contrast': { enabled: false } } });
  expect(violations.flatMap(({ id: rule, nodes }) => nodes.map(({ html }) => `${rule}: ${html}`))).toEqual(
    [],
  );
});
