import { cleanup, fireEvent, screen } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import { openConsole } from './support/render.tsx';
import { leafOf, ORIGIN, TraceChain, traceIdOf } from './support/trace-chain.ts';
import { TraceWorld } from './support/trace-world.ts';

const SIZE = 1100;
const good = 'Nothing was changed, removed, reordered or cut off.';

let world: TraceWorld;
let chain: TraceChain;
beforeEach(() => {
  world = new TraceWorld();
  chain = new TraceChain(SIZE);
  chain.keepCheckpoint(1);
  chain.keepCheckpoint(700);
  world.chain = chain;
});

async function verify(witness?: string) {
  const user = openConsole(world, '/traces/verify');
  const button = await screen.findByRole('button', { name: 'Verify' });
  if (witness !== undefined)
    fireEvent.change(screen.getByLabelText('Checkpoint kept elsewhere'), { target: { value: witness } });
  await user.click(button);
  return user;
}

/** Serves what was signed while the leaves are other ones. */
function freeze(): void {
  const latest = chain.latest();
  chain.latest = () => latest;
}

describe('TRC-04 the chain is verified in the browser', () => {
  it('and holds when nobody touched it', async () => {
    await verify();
    expect(await screen.findByText(good)).toBeVisible();
    expect(screen.getByText(chain.root().toString('hex'))).toBeVisible();
    expect(screen.getByText('1,100')).toBeVisible();
    expect(screen.getByText(String(chain.signers[0]?.verifierKey))).toBeVisible();
  });

  it('names a trace of which one byte was changed', async () => {
    freeze();
    const leaf = leafOf(300);
    chain.change(300, { leafData: String(leaf.leafData).replace('admin', 'admio') });
    chain.change(900, { leafData: 'x' });
    await verify();
    expect(await screen.findByText('The trace of leaf 300 was changed.')).toBeVisible();
    expect(screen.getByText(traceIdOf(300))).toBeVisible();
  });

  it('names a trace that was removed', async () => {
    freeze();
    chain.change(42, { leafData: null, traceId: null, name: null });
    await verify();
    expect(await screen.findByText('The trace of leaf 42 was removed.')).toBeVisible();
  });

  it('names the first of two that changed places', async () => {
    freeze();
    const [a, b] = [leafOf(5), leafOf(80)];
    chain.change(5, { leafData: b.leafData, traceId: b.traceId });
    chain.change(80, { leafData: a.leafData, traceId: a.traceId });
    await verify();
    expect(
      await screen.findByText('Traces were put into another order: at leaf 5 lies the one of leaf 80.'),
    ).toBeVisible();
  });

  it('finds a trace that was changed together with its hash, between two checkpoints', async () => {
    freeze();
    const { leafData, leafHash } = leafOf(800, 'decryptData');
    chain.change(800, { leafData, leafHash });
    await verify();
    expect(await screen.findByText(/A trace among the leaves 700 to 1099 was changed/)).toBeVisible();
  });

  it('tells an edited tree from an edited trace', async () => {
    freeze();
    chain.change(9, { leafHash: leafOf(10).leafHash });
    await verify();
    expect(await screen.findByText(/The tree was edited: its hash of leaf 9/)).toBeVisible();
  });

  it('finds by a checkpoint kept elsewhere that the tail was cut off', async () => {
    const witness = chain.checkpoint();
    chain.leaves = chain.leaves.slice(0, 900);
    await verify(witness);
    expect(
      await screen.findByText(/1100 were signed, 900 are there. The first that is missing is leaf 900/),
    ).toBeVisible();
  });

  it('finds by the checkpoint that this browser remembers that the store was put back', async () => {
    await verify();
    await screen.findByText(good);
    expect(localStorage.getItem(`dewpoint.witness.${'d'.repeat(32)}`)).toContain(`${ORIGIN}\n1100\n`);
    chain.leaves = chain.leaves.slice(0, 800);
    cleanup();
    await verify();
    expect(screen.getByText(/remembers the checkpoint that it verified last, 1,100/)).toBeVisible();
    expect(await screen.findByText(/1100 were signed, 800 are there/)).toBeVisible();
  });

  it('refuses a witness of another account, and a damaged one', async () => {
    await verify(chain.checkpoint().replaceAll('/traces/d', '/traces/e'));
    expect(
      await screen.findByText('The checkpoint kept elsewhere cannot be trusted: it is of another account.'),
    ).toBeVisible();
  });

  it('finds a checkpoint whose signature does not fit', async () => {
    const [kept] = chain.checkpoints;
    if (kept) chain.checkpoints[0] = { ...kept, checkpoint: kept.checkpoint.replace('\n700\n', '\n701\n') };
    await verify();
    expect(await screen.findByText(/cannot be trusted: its signature does not fit its text/)).toBeVisible();
  });

  it('verifies over a rotated signing key, and finds one that nobody introduced', async () => {
    chain.rotate();
    const user = await verify();
    expect(await screen.findByText(good)).toBeVisible();
    chain.rotate();
    const forged = chain.signers.at(-1);
    if (forged) chain.signers[chain.signers.length - 1] = { ...forged, endorsement: null };
    await user.click(screen.getByRole('button', { name: 'Verify' }));
    expect(await screen.findByText('Signing key 3 was not introduced by the one before.')).toBeVisible();
  });

  it('verifies what retention left, and only with its signed note', async () => {
    chain.prune(256);
    const user = await verify();
    expect(await screen.findByText(good)).toBeVisible();
    expect(screen.getByText('844')).toBeVisible();
    chain.pruneNote = null;
    await user.click(screen.getByRole('button', { name: 'Verify' }));
    expect(
      await screen.findByText(/The first 256 traces are marked as removed by retention, and no signed note/),
    ).toBeVisible();
  });

  it('finds a server that cannot prove that its tree grew', async () => {
    chain.consistency = () => [];
    await verify();
    expect(
      await screen.findByText(
        'The server cannot prove that the tree of 1100 traces grew out of the one of 1.',
      ),
    ).toBeVisible();
  });

  it('says so when there are no traces yet', async () => {
    world.chain = new TraceChain(0);
    const latest = { ...world.chain.latest(), checkpoint: '' };
    world.chain.latest = () => latest;
    await verify();
    expect(await screen.findByText(/There are no traces in the tree yet/)).toBeVisible();
  });
});
