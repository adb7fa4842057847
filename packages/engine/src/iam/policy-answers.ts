import { z } from 'zod';
import { type PolicyDocument, readStoredPolicy } from './policy/document.ts';
import type { PolicyRow } from './policy-records.ts';

/** A stored policy as IAM v3 answers it. */
export function roleAnswer(row: PolicyRow) {
  return {
    id: row.id,
    name: row.name,
    displayName: row.name,
    description: row.description,
    descriptionCn: '',
    catalog: row.account_id === null ? 'BASE' : 'CUSTOMED',
    type: row.scope,
    ...(row.account_id === null ? {} : { domainId: row.account_id }),
    policy: policyAnswer(readStoredPolicy(row.document)),
    createdTime: String(row.created_at),
    updatedTime: String(row.updated_at),
  };
}

const conditionBlock = z.record(z.string(), z.record(z.string(), z.union([z.string(), z.array(z.string())])));

function policyAnswer(document: PolicyDocument) {
  return {
    version: document.Version,
    statement: document.Statement.map((statement) => ({
      effect: statement.Effect,
      ...(statement.Action === undefined ? {} : { action: statement.Action }),
      ...(statement.NotAction === undefined ? {} : { notAction: statement.NotAction }),
      ...(statement.Resource === undefined ? {} : { resource: statement.Resource }),
      ...(statement.NotResource === undefined ? {} : { notResource: statement.NotResource }),
      ...(statement.Condition === undefined ? {} : { condition: conditionBlock.parse(statement.Condition) }),
    })),
  };
}
