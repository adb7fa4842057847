import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fingerprint, Stamp } from '../lib/fingerprint.mjs';

describe('npm start: what is built already is not built again', () => {
  let root = '';
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'dewpoint-fingerprint-'));
    mkdirSync(join(root, 'src/deep'), { recursive: true });
    writeFileSync(join(root, 'src/a.ts'), 'a');
    writeFileSync(join(root, 'src/deep/b.ts'), 'b');
  });
  afterEach(() => rmSync(root, { recursive: true }));

  const current = () => fingerprint(root, ['src', 'absent'], (name) => name === 'dist');

  it('takes no notice of times and of what is built', () => {
    const before = current();
    utimesSync(join(root, 'src/a.ts'), 1, 1);
    mkdirSync(join(root, 'src/dist'));
    writeFileSync(join(root, 'src/dist/a.js'), 'built');
    expect(current()).toBe(before);
  });

  it.each([
    ['a change of content', () => writeFileSync(join(root, 'src/deep/b.ts'), 'c')],
    ['a new file', () => writeFileSync(join(root, 'src/c.ts'), '')],
    ['a removed file', () => rmSync(join(root, 'src/a.ts'))],
    [
      'content moved from one file to the next',
      () => {
        writeFileSync(join(root, 'src/a.ts'), '');
        writeFileSync(join(root, 'src/deep/b.ts'), 'ab');
      },
    ],
    ['a file that appears where there was none', () => writeFileSync(join(root, 'absent'), '')],
  ])('notices %s', (_, change) => {
    const before = current();
    change();
    expect(current()).not.toBe(before);
  });

  it('does a step that was cut short again', () => {
    const stamp = new Stamp(join(root, 'cache/built'));
    expect(stamp.matches('1')).toBe(false);
    stamp.write('1');
    expect(stamp.matches('1')).toBe(true);
    expect(stamp.matches('2')).toBe(false);
    stamp.clear();
    expect(stamp.matches('1')).toBe(false);
  });
});
