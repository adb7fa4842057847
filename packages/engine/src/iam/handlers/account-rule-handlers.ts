import { OperationError } from '@dewpoint/contract';
import type { Clock } from '../../clock.ts';
import type { RateLimits } from '../../limits/rate-limiter.ts';
import type { Call, HandlersOf } from '../../pipeline/handler.ts';
import type { AccountSettingsTable } from '../../store/identity-tables.ts';
import type { Change, Transaction } from '../../store/store.ts';
import { type AccountGate, listAllows } from '../account-rules.ts';

type AccountRuleHandlers = HandlersOf<
  'iam.showAccessControl' | 'iam.updateAccessControl' | 'iam.showFlowControl' | 'iam.updateFlowControl'
>;

/** What an account sets for its calls (IAM-06, IAM-08). */
export function accountRuleHandlers(parts: {
  readonly clock: Clock;
  readonly gate: AccountGate;
  readonly limits: RateLimits;
}): AccountRuleHandlers {
  const { gate, clock, limits } = parts;

  const write = async (
    call: Call<'iam.updateAccessControl' | 'iam.updateFlowControl'>,
    transaction: Transaction,
    announce: (change: Change) => void,
    name: AccountSettingsTable['name'],
    value: unknown,
  ) => {
    const { account } = call.context;
    call.traceResource(account);
    const content = { value: JSON.stringify(value), updated_at: clock.now() };
    await transaction
      .insertInto('account_settings')
      .values({ account_id: account.id, name, ...content })
      .onConflict((conflict) => conflict.columns(['account_id', 'name']).doUpdateSet(content))
      .execute();
    announce({ kind: 'identity', accountId: account.id });
  };

  return {
    'iam.showAccessControl': {
      kind: 'direct',
      async run({ context }) {
        return { ...(await gate.read(context.account.id)).lists, sourceIp: context.sourceIp };
      },
    },
    'iam.updateAccessControl': {
      kind: 'transaction',
      async run(call, transaction, announce) {
        const { console, api, confirmLockout } = call.input;
        const { channel, sourceIp } = call.context;
        const allows = {
          console: listAllows(console, 'console', sourceIp),
          api: listAllows(api, 'api', sourceIp),
          system: true,
        };
        if (!allows[channel] && !confirmLockout) {
          throw new OperationError('ownAddressLockedOut', {
            field: channel,
            message: `The list does not allow ${sourceIp}, from where you call, so you would lock yourself out. Add the address, or confirm.`,
          });
        }
        await write(call, transaction, announce, 'access-control', { console, api });
        return {};
      },
    },
    'iam.showFlowControl': {
      kind: 'direct',
      async run({ context }) {
        const own = (await gate.read(context.account.id)).limits;
        return { ...(own ?? limits), own: own !== null };
      },
    },
    'iam.updateFlowControl': {
      kind: 'transaction',
      async run(call, transaction, announce) {
        if (call.input.limits !== null) {
          await write(call, transaction, announce, 'flow-control', call.input.limits);
          return {};
        }
        const { account } = call.context;
        call.traceResource(account);
        await transaction
          .deleteFrom('account_settings')
          .where('account_id', '=', account.id)
          .where('name', '=', 'flow-control')
          .execute();
        announce({ kind: 'identity', accountId: account.id });
        return {};
      },
    },
  };
}
