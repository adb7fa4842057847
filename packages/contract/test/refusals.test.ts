import { describe, expect, it } from 'vitest';
import { operationIds, operationOf } from '../src/catalogue.ts';
import { annotationOf } from '../src/wire/annotations.ts';
import { compileWireCodec } from '../src/wire/codec.ts';
import { snakeCase } from '../src/wire/schema.ts';
import { accessKeyRestTables } from './access-key-refusal-tables.ts';
import { consoleTables } from './console-refusal-tables.ts';
import { consoleSecretTables, secretTables } from './csms-refusal-tables.ts';
import { identityConsoleTables, identityRestTables } from './identity-refusal-tables.ts';
import { refusalOf } from './refusal.ts';
import { restTables } from './refusal-tables.ts';
import { consoleTopicTables, topicTables } from './smn-refusal-tables.ts';
import { ABSENT, type Table } from './table.ts';

const surfaces = [
  {
    surface: 'rest',
    naming: 'snake',
    tables: [...restTables, ...identityRestTables, ...accessKeyRestTables, ...secretTables, ...topicTables],
  },
  {
    surface: 'console',
    naming: 'camel',
    tables: [...consoleTables, ...identityConsoleTables, ...consoleSecretTables, ...consoleTopicTables],
  },
] as const;

describe.each(surfaces)('bad input on the $surface surface', ({ naming, tables, surface }) => {
  describe.each(tables.map((table: Table) => ({ id: table.operation.id, ...table })))(
    '$id',
    ({ operation, taken, refused }) => {
      const codec = compileWireCodec(operation.input, naming);

      it('takes a request that follows the rules', () => {
        expect(() => codec.decode(taken)).not.toThrow();
      });

      it.each(refused)('refuses %s %j with %s', (field, value, code) => {
        const wire: Record<string, unknown> = { ...taken };
        if (value === ABSENT) delete wire[field];
        else wire[field] = value;
        const refusal = refusalOf(() => codec.decode(wire));
        expect(refusal).toMatchObject({ code, status: 400 });
        expect(refusal.field?.split('.')[0]).toBe(field);
        expect(refusal.message).toContain(field);
      });
    },
  );

  it('SEC-01 a value is text or binary, never both', () => {
    const codec = compileWireCodec(operationOf('csms.createSecret').input, naming);
    const [text, binary] =
      naming === 'snake' ? ['secret_string', 'secret_binary'] : ['secretString', 'secretBinary'];
    const refusal = refusalOf(() => codec.decode({ name: 's', [text]: 'x', [binary]: 'eA==' }));
    expect(refusal).toMatchObject({ code: 'CSMS.0002', status: 400, field: text });
    expect(codec.decode({ name: 's', [binary]: 'eA==' })).toMatchObject({ secretBinary: Buffer.from('x') });
  });

  it('SEC-12 a rotation needs its period', () => {
    const codec = compileWireCodec(operationOf('csms.createSecret').input, 'snake');
    const refusal = refusalOf(() => codec.decode({ name: 's', secret_string: 'x', auto_rotation: true }));
    expect(refusal).toMatchObject({ code: 'CSMS.0002', field: 'rotation_period' });
  });

  it('has a table for every operation of keys, secrets and identities that reads fields of its own', () => {
    const covered = new Set(tables.map(({ operation }) => operation.id));
    const reading = operationIds.filter((id) => {
      const operation = operationOf(id);
      const offered = surface === 'rest' ? operation.rest : operation.rest ? undefined : operation.console;
      // Those that answer sign-in are in the console's tables.
      const edge = ['iam.createToken', 'iam.validateToken', 'iam.listProjects'].includes(id);
      const tabled = /^(kms|csms|smn|eps)$/.test(operation.service) || (operation.service === 'iam' && !edge);
      return tabled && offered && Object.keys(operation.input.shape).length > 0;
    });
    expect(reading.filter((id) => !covered.has(id))).toEqual([]);
  });
});

describe('bad input on the rest surface', () => {
  it('refuses a bad value of every field of keys, and each missing one', () => {
    const unproven = restTables.flatMap(({ operation, refused }) => {
      if (operation.service !== 'kms') return [];
      return Object.entries(operation.input.shape).flatMap(([name, schema]) => {
        const field = annotationOf(schema)?.wireName ?? snakeCase(name);
        const values = refused.filter(([of]) => of === field).map(([, value]) => value);
        const needed = !schema.safeParse(undefined).success;
        const bad = values.some((value) => value !== ABSENT);
        return bad && (!needed || values.includes(ABSENT)) ? [] : [`${operation.id} ${field}`];
      });
    });
    expect(unproven).toEqual([]);
  });
});
