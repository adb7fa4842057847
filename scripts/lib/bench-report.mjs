/** @typedef {Record<string, unknown>} Result one line of a benchmark's output */

/**
 * Takes the results out of what a benchmark printed: one JSON object a line. Other lines are for people.
 *
 * @param {string} output
 * @returns {{ results: Result[], remarks: string[] }}
 */
export function resultsIn(output) {
  const results = [];
  const remarks = [];
  for (const line of output.split('\n').filter((text) => text.trim() !== '')) {
    const value = parsed(line);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      results.push(/** @type {Result} */ (value));
    } else remarks.push(line);
  }
  return { results, remarks };
}

/**
 * @param {string} line
 * @returns {unknown}
 */
function parsed(line) {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/**
 * A table for people: a column for each name, in the order in which names first appear; numbers to the right.
 *
 * @param {readonly Result[]} results
 * @returns {string}
 */
export function table(results) {
  const columns = [...new Set(results.flatMap((result) => Object.keys(result)))];
  const rows = results.map((result) => columns.map((column) => cell(result[column])));
  const widths = columns.map((column, index) =>
    Math.max(column.length, ...rows.map((row) => (row[index] ?? '').length)),
  );
  const isNumeric = columns.map((column) =>
    results.every((result) => typeof (result[column] ?? 0) === 'number'),
  );
  /** @param {readonly string[]} cells */
  const line = (cells) =>
    cells
      .map((text, index) =>
        isNumeric[index] ? text.padStart(widths[index] ?? 0) : text.padEnd(widths[index] ?? 0),
      )
      .join('  ')
      .trimEnd();
  const rule = widths.map((width) => '-'.repeat(width));
  return [columns, rule, ...rows].map(line).join('\n');
}

/** @param {unknown} value */
function cell(value) {
  if (value === undefined || value === null) return '';
  if (typeof value === 'number') {
    const maximumFractionDigits = Math.abs(value) >= 100 ? 0 : 3;
    return value.toLocaleString('en-US', { maximumFractionDigits });
  }
  return typeof value === 'string' ? value : JSON.stringify(value);
}
