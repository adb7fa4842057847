import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FacetBatch, FacetReader, facetOf } from '../../../src/audit/tree/facets.ts';
import type { TraceRow } from '../../../src/store/store.ts';
import { trace } from '../../store/stored-trace.ts';

const words = fc.constantFrom('', 'a', 'b', '"', '\\', '密', '"trace_type":"x"');

/** Rows whose bodies are built as `traceRow` builds them, and some that are not. */
const rows = fc
  .record({
    project: words,
    name: words,
    user: words,
    enterprise: words,
    type: words,
    accessKey: fc.option(words),
    message: words,
    whole: fc.boolean(),
  })
  .map(({ project, name, user, enterprise, type, accessKey, message, whole }): TraceRow => {
    const quoted = JSON.stringify;
    const user_ = accessKey === null ? '' : `"access_key_id":${quoted(accessKey)},`;
    const body = whole
      ? `{"api_version":"","enterprise_project_id":${quoted(enterprise)},"message":${quoted(message)},"trace_type":${quoted(type)},"user":{${user_}"id":"u"}}`
      : `{"message":${quoted(message)}}`;
    return { ...trace('t'), project_id: project, name, user_name: user, body };
  });

describe('TRC-03 facets of traces', () => {
  it('are those of each row, whatever row came before', () => {
    fc.assert(
      fc.property(fc.array(rows, { maxLength: 40 }), (sequence) => {
        const [reader, batch] = [new FacetReader(), new FacetBatch('a', new Map())];
        const numbers = new Map<string, number>();
        for (const row of sequence) {
          const facet = reader.ofRow(row);
          const number = batch.numberOf(facet);
          expect(facet).toEqual(facetOf(row));
          const key = JSON.stringify(facet);
          expect(number).toBe(numbers.get(key) ?? numbers.size);
          numbers.set(key, number);
        }
      }),
    );
  });
});
