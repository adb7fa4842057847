import { z } from 'zod';
import { defineOperation } from '../operation.ts';
import { annotate } from '../wire/annotations.ts';
import { base64Bytes } from '../wire/scalars.ts';
import { MAX_VERIFIED_LEAVES } from './names.ts';
import { traceFilterErrors, traceId } from './trace-filter.ts';

/**
 * Proofs that no trace was changed, removed or put in (TRC-04, TRC-06). The tree is that of RFC 6962 section 2 over the account's
 * traces; checkpoints are signed notes (C2SP signed-note, tlog-checkpoint); hashes are SHA-256.
 */

const hash = base64Bytes({ minBytes: 32, maxBytes: 32 });
const hashes = z.array(hash);
/** Large, public and of no use in a trace. */
const large = { secret: true } as const;
const treeSize = annotate(z.int().min(0).max(Number.MAX_SAFE_INTEGER), traceFilterErrors);
const named = { service: 'cts', scope: 'project', effect: 'read', action: 'cts:trace:list' } as const;

export const traceProof = defineOperation({
  ...named,
  id: 'cts.traceProof',
  summary: 'Prove that a trace is in the tree',
  description:
    'Inclusion proof (RFC 6962 section 2.1.1) of one trace against the latest checkpoint. Whoever caused the trace may have its proof without further permission: the trace ID is the receipt in header X-Dewpoint-Trace-Id.',
  action: null,
  trace: { name: 'showTraceProof', resourceType: 'trace' },
  input: z.object({ traceId }),
  output: z.object({
    traceId: z.string(),
    leafIndex: z.int(),
    treeSize: z.int(),
    /** The bytes whose hash is the leaf: netstrings of `dewpoint-trace-v1` and the columns of the trace. */
    leafData: annotate(z.string(), large),
    leafHash: hash,
    inclusionPath: annotate(hashes, large),
    rootHash: hash,
    /** Signed note over size and root. */
    checkpoint: annotate(z.string(), large),
    /** Public keys in the verifier form of C2SP signed-note, oldest first. */
    verifierKeys: z.array(z.string()),
  }),
  rest: { method: 'GET', path: '/v3/{project_id}/traces/{trace_id}/proof' },
  console: { method: 'GET', path: '/cts/traces/{traceId}/proof' },
  refusals: ['traceNotFound', 'tracePending', 'permissionDenied'],
});

export const showCheckpoint = defineOperation({
  ...named,
  id: 'cts.showCheckpoint',
  summary: 'Show the latest checkpoint',
  description:
    'Size and root of the tree, signed. Kept elsewhere it is a witness: `dewpoint verify-traces --checkpoint` then also finds traces that were cut from the tail.',
  trace: { name: 'showCheckpoint', resourceType: 'trace' },
  input: z.object({}),
  output: z.object({
    origin: z.string(),
    treeSize: z.int(),
    rootHash: hash,
    checkpoint: annotate(z.string(), large),
    verifierKeys: z.array(z.string()),
    /** Traces before this leaf were removed because their retention time had passed. */
    prunedSize: z.int(),
    /** Signed note that says so, over the same size and the root of what was removed; null while nothing was. */
    pruneNote: annotate(z.string(), large).nullable(),
  }),
  rest: { method: 'GET', path: '/v3/{project_id}/trace-checkpoint' },
  console: { method: 'GET', path: '/cts/checkpoint' },
  refusals: [],
});

export const listCheckpoints = defineOperation({
  ...named,
  id: 'cts.listCheckpoints',
  summary: 'List checkpoints and signers',
  description: 'Checkpoints that are kept, newest first, and every key that signed any of them.',
  trace: { name: 'listCheckpoints', resourceType: 'trace' },
  input: z.object({
    before: treeSize.optional(),
    limit: annotate(z.int().min(1).max(100), traceFilterErrors).default(20),
  }),
  output: z.object({
    checkpoints: annotate(
      z.array(z.object({ treeSize: z.int(), checkpoint: z.string(), createdAt: z.int() })),
      large,
    ),
    signers: z.array(
      z.object({
        verifierKey: z.string(),
        createdAt: z.int(),
        retiredAt: z.int().nullable(),
        /** Note in which the signer before introduces this one; null for the first. */
        endorsement: z.string().nullable(),
      }),
    ),
  }),
  console: { method: 'GET', path: '/cts/checkpoints' },
  refusals: [],
});

export const proveConsistency = defineOperation({
  ...named,
  id: 'cts.proveConsistency',
  summary: 'Prove that the tree only grew',
  description:
    'Consistency proof (RFC 6962 section 2.1.2) between two sizes of the tree; without `second` up to the latest checkpoint.',
  trace: { name: 'showConsistencyProof', resourceType: 'trace' },
  input: z.object({ first: treeSize, second: treeSize.optional() }),
  output: z.object({
    first: z.int(),
    second: z.int(),
    consistencyPath: annotate(hashes, large),
  }),
  rest: { method: 'GET', path: '/v3/{project_id}/trace-consistency' },
  console: { method: 'GET', path: '/cts/consistency' },
  refusals: ['traceTreeSizeUnknown'],
});

export const verifyData = defineOperation({
  ...named,
  id: 'cts.verifyData',
  summary: 'Read leaves of the tree',
  description:
    'Traces as the tree has them, in its order, so that a browser can compute hashes and root by itself. A leaf whose trace is not in the store has null as its data.',
  trace: { name: 'verifyTraces', resourceType: 'trace' },
  input: z.object({
    start: treeSize.default(0),
    count: annotate(z.int().min(1).max(MAX_VERIFIED_LEAVES), traceFilterErrors).default(256),
  }),
  output: z.object({
    treeSize: z.int(),
    prunedSize: z.int(),
    leaves: annotate(
      z.array(
        z.object({
          index: z.int(),
          traceId: z.string().nullable(),
          name: z.string().nullable(),
          time: z.int(),
          leafData: z.string().nullable(),
          leafHash: hash,
        }),
      ),
      large,
    ),
  }),
  console: { method: 'GET', path: '/cts/verify-data' },
  refusals: [],
});

export const rotateTraceSigner = defineOperation({
  id: 'cts.rotateTraceSigner',
  service: 'cts',
  summary: 'Rotate the key that signs checkpoints',
  description:
    'Makes a new Ed25519 key for the checkpoints of the account. The key before introduces it in a signed note and is kept for the checkpoints that it signed.',
  scope: 'project',
  effect: 'change',
  action: 'cts:tracker:update',
  trace: { name: 'rotateTraceSigner', resourceType: 'tracker' },
  input: z.object({}),
  output: z.object({ verifierKey: z.string(), endorsement: z.string() }),
  console: { method: 'POST', path: '/cts/signer/rotate' },
  refusals: [],
});
