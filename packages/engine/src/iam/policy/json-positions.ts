/** A place in a text, both counted from 1 as editors do. */
export interface TextPosition {
  readonly line: number;
  readonly column: number;
}

type Path = readonly (string | number)[];

/**
 * Where the values of a JSON text begin, by their path (as `JSON.stringify` writes it), and the keys that an object has twice: the
 * second would win in silence.
 * @param text JSON that `JSON.parse` takes; nothing is checked again
 */
export function scanJson(text: string): {
  readonly positions: ReadonlyMap<string, TextPosition>;
  readonly duplicates: readonly Path[];
} {
  const positions = new Map<string, TextPosition>();
  const duplicates: Path[] = [];
  const toLine = lineCounter(text);
  let at = 0;

  const skipSpace = () => {
    while (/\s/.test(text.charAt(at))) at += 1;
  };
  const readString = (): string => {
    const start = at;
    at += 1;
    while (text.charAt(at) !== '"') at += text.charAt(at) === '\\' ? 2 : 1;
    at += 1;
    return String(JSON.parse(text.slice(start, at)));
  };
  const readObject = (path: Path) => {
    const keys = new Set<string>();
    at += 1;
    for (skipSpace(); text.charAt(at) !== '}'; skipSpace()) {
      if (text.charAt(at) === ',') {
        at += 1;
        continue;
      }
      const begin = at;
      const key = readString();
      if (keys.has(key)) {
        duplicates.push([...path, key]);
        positions.set(JSON.stringify([...path, key]), toLine(begin));
      }
      keys.add(key);
      skipSpace();
      at += 1;
      readValue([...path, key]);
    }
    at += 1;
  };
  const readArray = (path: Path) => {
    at += 1;
    let index = 0;
    for (skipSpace(); text.charAt(at) !== ']'; skipSpace()) {
      if (text.charAt(at) === ',') {
        at += 1;
        continue;
      }
      readValue([...path, index]);
      index += 1;
    }
    at += 1;
  };
  const readValue = (path: Path): void => {
    skipSpace();
    const name = JSON.stringify(path);
    if (!positions.has(name)) positions.set(name, toLine(at));
    const first = text.charAt(at);
    if (first === '{') readObject(path);
    else if (first === '[') readArray(path);
    else if (first === '"') readString();
    else while (at < text.length && !/[\s,\]}]/.test(text.charAt(at))) at += 1;
  };
  readValue([]);
  return { positions, duplicates };
}

/** The position of an offset; offsets are asked for in ascending order, so the text is walked once. */
function lineCounter(text: string): (offset: number) => TextPosition {
  let line = 1;
  let lineStart = 0;
  let seen = 0;
  return (offset) => {
    for (; seen < offset; seen += 1) {
      if (text.charAt(seen) === '\n') {
        line += 1;
        lineStart = seen + 1;
      }
    }
    return { line, column: offset - lineStart + 1 };
  };
}
