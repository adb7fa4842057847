import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

/**
 * All files below a folder, depth first in name order, links not followed.
 *
 * @param {string} folder
 * @param {(name: string) => boolean} skipFolder by the folder's own name
 * @returns {Generator<string, void, undefined>} absolute paths
 */
export function* filesBelow(folder, skipFolder) {
  const entries = readdirSync(folder, { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.isFile()) yield path;
    else if (entry.isDirectory() && !skipFolder(entry.name)) yield* filesBelow(path, skipFolder);
  }
}

/**
 * A digest of the names and contents of files. Contents rather than times: a checkout or a copy changes times without
 * changing anything, and reading a source tree of this size takes a fraction of a second.
 *
 * @param {string} root names are taken relative to it
 * @param {readonly string[]} paths files or folders, relative to `root`; missing ones count as absent
 * @param {(name: string) => boolean} [skipFolder]
 * @returns {string} SHA-256, hex
 */
export function fingerprint(root, paths, skipFolder = () => false) {
  const hash = createHash('sha256');
  for (const path of paths) {
    const absolute = join(root, path);
    if (!existsSync(absolute)) continue;
    const files = statSync(absolute).isDirectory() ? filesBelow(absolute, skipFolder) : [absolute];
    for (const file of files) {
      const content = readFileSync(file);
      hash.update(`${relative(root, file).split(sep).join('/')}\0${content.length}\0`).update(content);
    }
  }
  return hash.digest('hex');
}

/** Remembers for which fingerprint a step was last done, in a file. */
export class Stamp {
  /** @param {string} file */
  constructor(file) {
    this.file = file;
  }

  /** @param {string} value */
  matches(value) {
    return existsSync(this.file) && readFileSync(this.file, 'utf8') === value;
  }

  /** Forgets the last success: called before the step begins, so that a step cut short is done again. */
  clear() {
    rmSync(this.file, { force: true });
  }

  /** @param {string} value */
  write(value) {
    mkdirSync(dirname(this.file), { recursive: true });
    writeFileSync(this.file, value);
  }
}
