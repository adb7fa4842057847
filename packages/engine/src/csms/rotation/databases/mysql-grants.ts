import { DatabaseError } from './database-driver.ts';

/** An account of MySQL: a name, and the host that it may come from. */
interface Account {
  readonly name: string;
  readonly host: string;
}

/**
 * A line of `SHOW GRANTS` as a statement that gives the same to another account. The server wrote the line, so only the account at its
 * end is replaced; how the first account logs in is left behind.
 *
 * @param twin quoted, `'name'@'host'`
 * @throws DatabaseError `refused` for a line that is not understood: half of the rights would be worse than none
 */
export function grantForTwin(line: string, account: { readonly of: Account; readonly twin: string }): string {
  const quotes = ["'", '`', '"'].map(
    (quote) => `${quoted(account.of.name, quote)}@${quoted(account.of.host, quote)}`,
  );
  for (const spelled of quotes) {
    const defaultRole = ` FOR ${spelled}`;
    if (line.startsWith('SET DEFAULT ROLE ') && line.endsWith(defaultRole)) {
      return `${line.slice(0, -defaultRole.length)} FOR ${account.twin}`;
    }
    const recipient = ` TO ${spelled}`;
    const at = line.lastIndexOf(recipient);
    if (!line.startsWith('GRANT ') || at < 0) continue;
    const rest = restOfGrant.exec(line.slice(at + recipient.length));
    if (rest !== null) {
      return `${line.slice(0, at)} TO ${account.twin}${rest.groups?.require ?? ''}${rest.groups?.option ?? ''}`;
    }
  }
  throw new DatabaseError(
    'refused',
    'The server lists a right of the account that cannot be copied to its twin.',
  );
}

const restOfGrant =
  /^(?: IDENTIFIED (?:BY|VIA|WITH) .*?)?(?<require> REQUIRE (?:SSL|X509))?(?<option> WITH (?:GRANT|ADMIN) OPTION)?$/;

function quoted(text: string, quote: string): string {
  return quote + text.replaceAll(quote, quote + quote) + quote;
}
