import { OperationError } from '@dewpoint/contract';
import type { Engine } from '../engine.ts';
import type { Store } from '../store/store.ts';

const MAX_VALUE_LENGTH = 16_384;
const MAX_PREFERENCES = 100;
const name = /^[A-Za-z0-9._:-]{1,64}$/;

/** Small settings of a user's console. Not secret, and bounded in size and number, so that nobody can fill the store with them. */
export function createPreferences(deps: { readonly store: Store }): Engine['preferences'] {
  const { store } = deps;
  return {
    async get(userId, preference) {
      const row = await store.read
        .selectFrom('preferences')
        .select('value')
        .where('user_id', '=', userId)
        .where('name', '=', preference)
        .executeTakeFirst();
      return row?.value ?? null;
    },

    /** @throws OperationError parameterInvalid naming `name` or `value` */
    async set(userId, preference, value) {
      if (!name.test(preference)) {
        refuse('name', 'name is not valid. Use 1 to 64 letters, digits and . _ : -.');
      }
      if (value.length > MAX_VALUE_LENGTH) {
        refuse('value', `value is too long. Use at most ${MAX_VALUE_LENGTH} characters.`);
      }
      await store.transaction(async (transaction) => {
        const { others } = await transaction
          .selectFrom('preferences')
          .select((expression) => expression.fn.countAll<number | bigint | string>().as('others'))
          .where('user_id', '=', userId)
          .where('name', '<>', preference)
          .executeTakeFirstOrThrow();
        if (Number(others) >= MAX_PREFERENCES) {
          refuse('name', `name would be one more than the ${MAX_PREFERENCES} settings that a user can have.`);
        }
        await transaction
          .insertInto('preferences')
          .values({ user_id: userId, name: preference, value })
          .onConflict((conflict) => conflict.columns(['user_id', 'name']).doUpdateSet({ value }))
          .execute();
      });
    },
  };
}

function refuse(field: string, message: string): never {
  throw new OperationError('parameterInvalid', { field, message });
}
