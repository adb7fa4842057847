import type { RootOfTrust } from '@dewpoint/crypto-core';
import type { AuditWriter } from '../audit/audit.ts';
import type { Clock } from '../clock.ts';
import type { Egress } from '../egress/egress-guard.ts';
import type { EngineLog } from '../engine.ts';
import type { Sealing } from '../iam/sealing.ts';
import type { JobScheduler } from '../jobs/job.ts';
import type { Store } from '../store/store.ts';
import type { Senders } from './senders/sender.ts';

/** What `createNotifications` is given. */
export interface NotificationDependencies {
  readonly store: Store;
  readonly root: RootOfTrust;
  readonly clock: Clock;
  readonly audit: AuditWriter;
  readonly jobs: JobScheduler;
  readonly log: EngineLog;
  readonly region: string;
  /** Origin that confirmation links begin with. */
  readonly publicUrl: string;
  /** Gate to the endpoints of webhooks. */
  readonly egress: Egress;
  /** Where emails are handed in and whom they come from; without it email subscriptions are refused. */
  readonly smtp?: { readonly url: string; readonly from: string };
  /** How long an endpoint may take to answer. */
  readonly answerLimitInMs?: number;
  /** Spreads retries; a number from 0 to 1. */
  readonly random?: () => number;
}

/** What the groups of handlers and jobs share. */
export interface NotificationParts {
  readonly store: Store;
  readonly root: RootOfTrust;
  readonly clock: Clock;
  readonly audit: AuditWriter;
  readonly jobs: JobScheduler;
  readonly log: EngineLog;
  readonly region: string;
  readonly publicUrl: string;
  readonly sealing: Sealing;
  readonly egress: Egress;
  readonly senders: Senders;
  readonly emailAvailable: boolean;
  readonly random: () => number;
}
