import { OperationError } from '@dewpoint/contract';
import { screen, waitFor, within } from '@testing-library/react';
import axe from 'axe-core';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { openConsole } from './support/render.tsx';
import { TraceChain, traceIdOf } from './support/trace-chain.ts';
import { aTrace, TraceWorld } from './support/trace-world.ts';

let world: TraceWorld;
beforeEach(() => {
  world = new TraceWorld();
  world.traces = [
    aTrace(0),
    aTrace(1, { name: 'createKey', userName: 'auditor', resourceName: 'old' }),
    aTrace(2, { name: 'disableKey', rating: 'warning', code: '403' }),
  ];
});

const list = () => screen.findByRole('table', { name: 'Trace List' });

describe('TRC-03 the trace list', () => {
  it('shows the last seven days, newest first, and leaves its address clean', async () => {
    openConsole(world, '/traces');
    const rows = within(await list()).getAllByRole('row');
    expect(rows.map((row) => row.textContent)).toEqual([
      expect.stringContaining('Trace Name'),
      expect.stringMatching(/encryptData.*cmk.*KMS.*orders.*Normal.*admin/),
      expect.stringMatching(/createKey.*old.*auditor/),
      expect.stringMatching(/disableKey.*Warning/),
    ]);
    const [search] = world.traceSearches;
    expect(Date.now() - Number(search?.from)).toBeLessThan(7 * 86_400_000 + 60_000);
    expect(search).toMatchObject({ limit: 50 });
    expect(window.location.search).toBe('');
  });

  it('asks the server for what the filters say, and keeps them in the address', async () => {
    const user = openConsole(world, '/traces');
    await list();
    await user.click(screen.getByRole('combobox', { name: 'Trace Status' }));
    await user.click(await screen.findByRole('option', { name: 'Warning' }));
    await user.click(screen.getByRole('combobox', { name: 'Search By' }));
    await user.click(await screen.findByRole('option', { name: 'Trace name' }));
    await user.type(screen.getByRole('combobox', { name: 'Value of Trace name' }), 'disableKey');
    await user.click(screen.getByRole('combobox', { name: 'Time range' }));
    await user.click(await screen.findByRole('option', { name: 'All that is kept' }));
    expect(world.traceSearches).toHaveLength(1);
    await user.click(screen.getByRole('button', { name: 'Query' }));
    await waitFor(() => expect(world.traceSearches.at(-1)).toMatchObject({ traceName: 'disableKey' }));
    expect(world.traceSearches.at(-1)).toMatchObject({ rating: 'warning', from: 0 });
    expect(window.location.search).toBe('?by=traceName&value=disableKey&status=warning&range=all');
    await waitFor(() => expect(screen.queryByText('createKey')).toBeNull());
    await user.click(screen.getByRole('button', { name: 'Reset' }));
    expect(await screen.findByText('createKey')).toBeVisible();
    expect(window.location.search).toBe('');
  });

  it('opens what a link says', async () => {
    openConsole(world, '/traces?user=auditor&type=ApiCall&range=2026-11-01..2026-11-02&status=nonsense');
    expect(await screen.findByText('createKey')).toBeVisible();
    expect(world.traceSearches[0]).toMatchObject({ user: 'auditor', traceType: 'ApiCall' });
    const { from = 0, to = 0, rating } = world.traceSearches[0] ?? {};
    expect(to - from).toBe(2 * 86_400_000 - 1);
    expect(rating).toBeUndefined();
    expect(screen.getByLabelText('From')).toHaveValue('2026-11-01');
  });

  it('expands a row', async () => {
    const user = openConsole(world, '/traces');
    await user.click(await screen.findByRole('button', { name: /^Show details of createKey/ }));
    expect(screen.getByText(traceIdOf(1))).toBeVisible();
    expect(screen.getByText('192.0.2.7')).toBeVisible();
    await user.click(screen.getByRole('button', { name: /^Hide details of createKey/ }));
    expect(screen.queryByText(traceIdOf(1))).toBeNull();
  });

  it('goes on by itself where the server ends a search early, and on request at the end of a page', async () => {
    world.traces = Array.from({ length: 40 }, (_, number) => aTrace(number));
    world.shortPages = true;
    const user = openConsole(world, '/traces?range=day');
    expect(await screen.findByText('30 traces shown')).toBeVisible();
    expect(world.traceSearches).toHaveLength(10);
    const [first] = world.traceSearches;
    expect(new Set(world.traceSearches.map(({ from }) => from))).toEqual(new Set([first?.from]));
    await user.click(screen.getByRole('button', { name: 'Show more' }));
    expect(await screen.findByText('40 traces shown')).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Show more' })).toBeNull();
  });

  it('is loaded again on request', async () => {
    const user = openConsole(world, '/traces');
    await list();
    world.traces = [aTrace(9, { name: 'enableKey' }), ...world.traces];
    await user.click(screen.getByRole('button', { name: 'Refresh' }));
    expect(await screen.findByText('enableKey')).toBeVisible();
  });

  it.each(['csv', 'jsonl'] as const)('exports as %s what the filters find', async (format) => {
    const clicked = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => undefined);
    URL.createObjectURL = () => 'blob:';
    URL.revokeObjectURL = () => undefined;
    const user = openConsole(world, '/traces?status=warning');
    await list();
    await user.click(screen.getByRole('button', { name: 'Export' }));
    const name = format === 'csv' ? /^CSV file/ : /^JSON lines/;
    await user.click(await screen.findByRole('menuitem', { name }));
    await waitFor(() => expect(clicked).toHaveBeenCalledOnce());
    expect(world.exports).toMatchObject([{ rating: 'warning', format }]);
    expect(clicked.mock.contexts[0]).toMatchObject({ download: `traces-2026-11-22.${format}` });
  });

  it('says what is missing when it is refused, and what to do when nothing matches', async () => {
    world.refusal = new OperationError('permissionDenied', {
      explanation: { action: 'cts:trace:list', reason: 'no statement', remedy: 'attach Tenant Guest' },
    });
    openConsole(world, '/traces');
    expect(await screen.findByText('Action: cts:trace:list')).toBeVisible();
    world.refusal = null;
    openConsole(world, '/traces?user=nobody');
    expect(await screen.findByText('No trace matches')).toBeVisible();
  });

  it('shows a trace as JSON and proves in the browser that it is in the tree (TRC-06)', async () => {
    world.chain = new TraceChain(13);
    const user = openConsole(world, '/traces');
    await user.click(await screen.findByRole('button', { name: /^View Trace encryptData/ }));
    const dialog = within(await screen.findByRole('dialog', { name: 'View Trace' }));
    expect(await dialog.findByText(/"trace_name": "encryptData"/)).toBeVisible();
    expect(window.location.search).toBe(`?dialog=trace&on=${traceIdOf(0)}`);
    await user.click(dialog.getByRole('button', { name: 'Check its proof' }));
    expect(await dialog.findByText(/Proven in this browser: this trace is leaf 0 of the 13/)).toBeVisible();
  });

  it('says that a proof is of another trace than the one shown', async () => {
    world.chain = new TraceChain(13);
    const user = openConsole(world, `/traces?dialog=trace&on=${traceIdOf(1)}`);
    // The list and the view say createKey, the leaf says encryptData.
    await user.click(await screen.findByRole('button', { name: 'Check its proof' }));
    expect(await screen.findByText(/The proof does not hold/)).toBeVisible();
  });

  it('axe finds nothing in list, details and JSON', async () => {
    const user = openConsole(world, '/traces');
    await user.click(await screen.findByRole('button', { name: /^Show details of createKey/ }));
    const rules = { rules: { 'color-contrast': { enabled: false } } };
    expect((await axe.run(document.body, rules)).violations).toEqual([]);
    await user.click(screen.getByRole('button', { name: /^View Trace createKey/ }));
    await screen.findByRole('region', { name: 'The trace as JSON' });
    expect((await axe.run(document.body, rules)).violations).toEqual([]);
  });
});
