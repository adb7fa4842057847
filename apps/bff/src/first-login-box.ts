/** What the very first start tells on standard output, once and nowhere else: it is no log line, so no log keeps it. */
export function firstLoginBox(address: string, login: { name: string; password: string } | null): string {
  const lines = [
    'Dewpoint is ready.',
    '',
    `Address    ${address}`,
    ...(login
      ? [
          `User name  ${login.name}`,
          `Password   ${login.password}`,
          '',
          'This password is shown this one time. Sign in and keep it safe.',
        ]
      : []),
  ];
  const width = Math.max(...lines.map((line) => line.length));
  const edge = `+${'-'.repeat(width + 4)}+`;
  return [edge, ...lines.map((line) => `|  ${line.padEnd(width)}  |`), edge, ''].join('\n');
}
