import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { manifestRefusals, refusal } from '../lib/import-rules.mjs';
import { importsOf } from '../lib/import-scan.mjs';
import { ROOT } from '../lib/workspace.mjs';

/** @param {string} name */
const entrancesOf = (name) => (name === '@dewpoint/contract' ? [name, `${name}/openapi`] : [name]);

describe('architecture: arrows between packages', () => {
  it.each([
    ['apps/console/src/shared/api.ts', '@dewpoint/contract'],
    ['apps/bff/src/main.ts', '@dewpoint/engine'],
    ['apps/bff/src/main.ts', '@dewpoint/contract/openapi'],
    ['packages/engine/src/kms/encrypt.ts', '@dewpoint/crypto-core'],
    ['packages/engine/test/kms/encrypt.test.ts', '../../src/kms/encrypt.ts'],
    ['packages/crypto-core/src/index.ts', 'node:crypto'],
    ['apps/console/src/app/routes/keys.tsx', '../../features/keys/key-list.tsx'],
    ['apps/console/src/features/keys/key-list.tsx', '../../shared/table.tsx'],
    ['apps/console/src/features/keys/api/list.ts', '../key-list.tsx'],
    ['apps/console/src/main.tsx', './app/routes.tsx'],
    ['apps/console/test/keys.test.tsx', '../src/features/keys/key-list.tsx'],
    ['scripts/start.mjs', './lib/run.mjs'],
  ])('%s may import %s', (file, specifier) => {
    expect(refusal(file, specifier, entrancesOf)).toBeUndefined();
  });

  it.each([
    ['apps/console/src/app/a.ts', '@dewpoint/engine', 'may import only @dewpoint/contract'],
    ['apps/bff/src/a.ts', '@dewpoint/crypto-core', 'may import only @dewpoint/contract, @dewpoint/engine'],
    ['packages/engine/src/a.ts', '@dewpoint/bff', 'may import only'],
    ['packages/crypto-core/src/a.ts', '@dewpoint/contract', 'nothing of ours'],
    ['packages/crypto-core/test/a.test.ts', '@dewpoint/engine', 'nothing of ours'],
    ['packages/contract/src/a.ts', '@dewpoint/crypto-core', 'nothing of ours'],
    ['e2e/specs/a.spec.ts', '@dewpoint/contract', 'nothing of ours'],
    ['packages/engine/src/a.ts', '@dewpoint/contract/src/codec.ts', 'deep import'],
    ['packages/engine/src/a.ts', '@dewpoint/contract/dist/index.js', 'deep import'],
    ['packages/engine/src/a.ts', '../../contract/src/index.ts', 'leaves packages/engine'],
    ['packages/engine/test/kms/a.test.ts', '../../../crypto-core/test/vectors.ts', 'leaves packages/engine'],
    ['e2e/specs/a.spec.ts', '../../apps/bff/src/config.ts', 'leaves e2e'],
    ['apps/console/src/app/a.ts', '@/shared/b.ts', 'aliases'],
    ['apps/console/src/app/a.ts', '/src/shared/b.ts', 'aliases'],
    ['apps/bff/src/a.ts', '#engine', 'aliases'],
    ['apps/console/src/shared/a.ts', '../features/keys/b.ts', 'shared may not import features/keys'],
    ['apps/console/src/shared/a.ts', '../app/routes.tsx', 'shared may not import app'],
    ['apps/console/src/features/keys/a.ts', '../../app/routes.tsx', 'features/keys may not import app'],
    ['apps/console/src/features/keys/a.ts', '../secrets/b.ts', 'features meet only in the routes'],
    ['apps/console/src/features/keys/a.ts', '../../helpers/b.ts', 'is app, features/<name> or shared'],
  ])('%s may not import %s', (file, specifier, reason) => {
    expect(refusal(file, specifier, entrancesOf)).toContain(reason);
  });

  it('refuses a manifest that declares what may not be imported', () => {
    expect(manifestRefusals('apps/console', ['react', '@dewpoint/contract', '@dewpoint/engine'])).toEqual([
      'depends on @dewpoint/engine; apps/console may import only @dewpoint/contract',
    ]);
  });

  it('refuses a package that no arrow mentions', () => {
    expect(manifestRefusals('packages/shortcut', [])).toHaveLength(1);
  });
});

describe('architecture: every way to name a module is seen', () => {
  it.each([
    ['a.ts', "import { x } from 'm';"],
    ['a.ts', "import type { X } from 'm';"],
    ['a.ts', "import 'm';"],
    ['a.ts', "export * from 'm';"],
    ['a.ts', "export { x } from 'm';"],
    ['a.ts', "export type { X } from 'm';"],
    ['a.ts', "const x = await import('m');"],
    ['a.ts', "type X = import('m').X;"],
    ['a.cts', "import x = require('m');"],
    ['a.cjs', "const x = require('m');"],
    ['a.mjs', "import.meta.resolve('m');"],
    ['a.ts', "vi.mock('m');"],
    ['a.tsx', "import { X } from 'm'; export const Y = () => <X />;"],
  ])('%s: %s', (file, source) => {
    expect(importsOf(file, source)).toEqual([{ specifier: 'm', line: 1 }]);
  });

  it('tells the line and ignores comments and strings', () => {
    expect(importsOf('a.ts', "// import 'a';\nconst text = \"import 'b'\";\nimport 'c';\n")).toEqual([
      { specifier: 'c', line: 3 },
    ]);
  });

  it('refuses what it cannot parse instead of passing it', () => {
    expect(() => importsOf('a.ts', "import { from 'm';")).toThrow(SyntaxError);
  });
});

describe('architecture: the import rules step of `pnpm check`', () => {
  const root = mkdtempSync(join(tmpdir(), 'dewpoint-imports-'));
  afterAll(() => rmSync(root, { recursive: true }));

  /**
   * @param {string} path
   * @param {string} content
   */
  function write(path, content) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }

  function check() {
    return promisify(execFile)(process.execPath, [join(root, 'scripts/check-imports.mjs')]);
  }

  it('passes a good tree, and fails with file, line and reason for one forbidden import', async () => {
    cpSync(join(ROOT, 'scripts'), join(root, 'scripts'), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules'), join(root, 'node_modules'));
    const exports = { '.': './dist/index.js' };
    write('packages/contract/package.json', JSON.stringify({ exports }));
    write(
      'packages/engine/package.json',
      JSON.stringify({ exports, dependencies: { '@dewpoint/contract': '*' } }),
    );
    write('packages/engine/src/index.ts', "export * from '@dewpoint/contract';\n");
    await expect(check()).resolves.toMatchObject({ stderr: '' });

    write('packages/contract/src/index.ts', "\nexport type { X } from '../../engine/src/index.ts';\n");
    await expect(check()).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining("packages/contract/src/index.ts:2 imports '../../engine/src/index.ts'"),
    });
  });
});
