import { OperationError, type OperationId, type OperationOutput } from '@dewpoint/contract';
import { mockOperation } from '@dewpoint/contract/testing';
import { screen, waitFor, within } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import { aKey } from './support/keys.ts';
import { denied } from './support/notification-world.ts';
import { openConsole } from './support/render.tsx';
import { server } from './support/server.ts';
import { World } from './support/world.ts';

type Project = OperationOutput<'eps.listEnterpriseProjects'>['items'][number];

const managing: readonly OperationId[] = [
  'eps.listEnterpriseProjects',
  'eps.createEnterpriseProject',
  'eps.modifyEnterpriseProject',
  'eps.enableEnterpriseProject',
  'eps.disableEnterpriseProject',
];
const PAGE = '/settings/enterprise-projects';
const PAYMENTS = '11111111-1111-4111-8111-111111111111';
const CLOSED = '22222222-2222-4222-8222-222222222222';

let projects: Project[];
const aProject = (id: string, name: string, enabled = true): Project => ({
  id,
  name,
  description: '',
  enabled,
  createdAt: Date.UTC(2026, 10, 20),
});
const change = (id: string, changed: Partial<Project>): Project => {
  const project = projects.find((one) => one.id === id);
  if (!project) throw new OperationError('enterpriseProjectNotFound');
  const next = { ...project, ...changed };
  projects = projects.map((one) => (one.id === id ? next : one));
  return next;
};

beforeEach(() => {
  projects = [
    { ...aProject('0', 'default'), createdAt: null },
    { ...aProject(PAYMENTS, 'payments'), description: 'Cards and invoices' },
    aProject(CLOSED, 'closed', false),
  ];
});

function open(address: string, { permitted = managing, keys = [aKey(1, { keyAlias: 'orders' })] } = {}) {
  const world = new World({ keys, permitted: [...new World().permitted, ...permitted] });
  const user = openConsole(world, address);
  server.use(
    mockOperation('eps.listEnterpriseProjects', () => ({ items: projects })),
    mockOperation('eps.createEnterpriseProject', ({ name, description }) => {
      if (projects.some((project) => project.name === name)) {
        throw new OperationError('enterpriseProjectNameTaken', { field: 'name' });
      }
      const made = { ...aProject('33333333-3333-4333-8333-333333333333', name), description };
      projects = [...projects, made];
      return made;
    }),
    mockOperation('eps.modifyEnterpriseProject', ({ enterpriseProjectId, name, description }) =>
      change(enterpriseProjectId, {
        ...(name === undefined ? {} : { name }),
        ...(description === undefined ? {} : { description }),
      }),
    ),
    mockOperation('eps.enableEnterpriseProject', ({ enterpriseProjectId }) =>
      change(enterpriseProjectId, { enabled: true }),
    ),
    mockOperation('eps.disableEnterpriseProject', ({ enterpriseProjectId }) =>
      change(enterpriseProjectId, { enabled: false }),
    ),
  );
  return { user, world };
}

const rowOf = async (name: string) => {
  const row = (await screen.findByText(name)).closest('tr');
  if (!row) throw new TypeError(`${name} stands in no row`);
  return row;
};

describe('KEY-15 the page of enterprise projects', () => {
  it('is reached from Settings, and shows which there are with state and description', async () => {
    const { user } = open('/settings');
    await user.click(await screen.findByRole('link', { name: 'Manage enterprise projects' }));
    expect(await screen.findByRole('heading', { name: 'Enterprise projects' })).toBeVisible();
    const row = await rowOf('payments');
    expect(row).toHaveTextContent('Cards and invoices');
    expect(row).toHaveTextContent(PAYMENTS);
    expect(row).toHaveTextContent('Enabled');
    expect(await rowOf('closed')).toHaveTextContent('Disabled');
    const standing = await rowOf('default');
    expect(standing).toHaveTextContent('Always there');
    expect(within(standing).queryByRole('button', { name: /Edit|Disable/ })).toBeNull();
  });

  it('finds by name, description and ID', async () => {
    const { user } = open(PAGE);
    const search = await screen.findByRole('searchbox', { name: 'Search by name, description or ID' });
    await user.type(search, 'INVOICES');
    await waitFor(() => expect(screen.queryByText('closed')).toBeNull());
    expect(screen.getByText('payments')).toBeVisible();
    await user.clear(search);
    await user.type(search, CLOSED);
    expect(await screen.findByText('closed')).toBeVisible();
    expect(screen.queryByText('payments')).toBeNull();
    await user.type(search, 'x');
    expect(await screen.findByText('Nothing matches')).toBeVisible();
  });

  it('creates one; a name that is taken or not allowed is told at its field', async () => {
    const { user } = open(PAGE);
    await user.click(await screen.findByRole('button', { name: 'Create Enterprise Project' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Create Enterprise Project' }));
    const name = dialog.getByRole('textbox', { name: 'Name' });
    await user.type(name, 'default');
    await user.tab();
    expect(name).toBeInvalid();
    expect(name).toHaveAccessibleDescription(/default enterprise project/);
    await user.clear(name);
    await user.type(name, 'payments');
    await user.click(dialog.getByRole('button', { name: 'OK' }));
    await waitFor(() => expect(name).toHaveAccessibleDescription(/already used/));
    await user.clear(name);
    await user.type(name, 'payroll');
    await user.type(dialog.getByRole('textbox', { name: 'Description' }), 'Wages');
    await user.click(dialog.getByRole('button', { name: 'OK' }));
    expect(await screen.findByText('Enterprise project payroll is created.')).toBeVisible();
    expect(await rowOf('payroll')).toHaveTextContent('Wages');
  });

  it('renames one, disables it after a question, and enables it again', async () => {
    const { user } = open(PAGE);
    await user.click(await screen.findByRole('button', { name: 'Edit enterprise project payments' }));
    const edit = within(await screen.findByRole('dialog', { name: 'Edit enterprise project payments' }));
    const name = edit.getByRole('textbox', { name: 'Name' });
    await user.clear(name);
    await user.type(name, 'billing');
    await user.click(edit.getByRole('button', { name: 'OK' }));
    expect(await screen.findByText('Enterprise project billing is changed.')).toBeVisible();
    expect(projects[1]).toMatchObject({ name: 'billing', description: 'Cards and invoices' });

    await user.click(await screen.findByRole('button', { name: 'Disable enterprise project billing' }));
    const ask = within(await screen.findByRole('dialog', { name: 'Disable enterprise project billing' }));
    expect(ask.getByText(/Nothing can be created in it/)).toBeVisible();
    await user.click(ask.getByRole('button', { name: 'OK' }));
    expect(await screen.findByText('Enterprise project billing is disabled.')).toBeVisible();
    await user.click(await screen.findByRole('button', { name: 'Enable enterprise project billing' }));
    expect(await screen.findByText('Enterprise project billing is enabled.')).toBeVisible();
  });

  it('IAM-09 offers only what one may do', async () => {
    open(PAGE, { permitted: ['eps.listEnterpriseProjects'] });
    expect(await screen.findByText('payments')).toBeVisible();
    expect(screen.queryByRole('button', { name: /Create|Edit|Disable|Enable/ })).toBeNull();
  });

  it('IAM-09 is not offered to who may not list', async () => {
    open('/settings', { permitted: [] });
    expect(await screen.findByText('API reference (OpenAPI 3.1)')).toBeVisible();
    expect(screen.queryByRole('link', { name: 'Manage enterprise projects' })).toBeNull();
  });

  it('IAM-09 explains the refusal when it is opened all the same', async () => {
    open(PAGE, { permitted: [] });
    server.use(
      mockOperation('eps.listEnterpriseProjects', () => {
        throw denied('eps:enterpriseProjects:list');
      }),
    );
    expect(await screen.findByText(/eps:enterpriseProjects:list/)).toBeVisible();
  });
});

describe('KEY-01 KEY-15 choosing an enterprise project', () => {
  const openCreate = async (permitted = managing) => {
    const { user, world } = open('/keys', { permitted });
    await user.click(await screen.findByRole('button', { name: 'Create Key' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Create Key' }));
    await user.type(dialog.getByRole('textbox', { name: 'Alias' }), 'invoices');
    const create = async () => {
      await user.click(dialog.getByRole('button', { name: 'OK' }));
      expect(await screen.findByText('Key invoices is created.')).toBeVisible();
      return [...world.keys.values()].find(({ keyAlias }) => keyAlias === 'invoices')?.enterpriseProjectId;
    };
    return { user, dialog, create };
  };

  it('offers those that are enabled by their names, the default one first', async () => {
    const { user, dialog, create } = await openCreate();
    const field = dialog.getByRole('combobox', { name: 'Enterprise Project' });
    expect(field).toHaveValue('default');
    await user.click(dialog.getByRole('button', { name: 'Enterprise projects' }));
    const options = await screen.findAllByRole('option');
    expect(options.map(({ textContent }) => textContent)).toEqual(['default', 'payments']);
    await user.click(screen.getByRole('option', { name: 'payments' }));
    expect(field).toHaveValue('payments');
    expect(await create()).toBe(PAYMENTS);
  });

  it('takes a name that is typed, and an ID that is not listed', async () => {
    const { user, dialog, create } = await openCreate();
    const field = dialog.getByRole('combobox', { name: 'Enterprise Project' });
    await user.clear(field);
    await user.type(field, 'payments');
    expect(field).toBeValid();
    await user.type(field, 'x');
    expect(field).toHaveValue('paymentsx');
    expect(field).toBeInvalid();
    await user.clear(field);
    await user.type(field, '44444444-4444-4444-8444-444444444444');
    expect(field).toBeValid();
    expect(await create()).toBe('44444444-4444-4444-8444-444444444444');
  });

  it('tells at the field that one has been disabled meanwhile', async () => {
    const { user, dialog } = await openCreate();
    server.use(
      mockOperation('kms.createKey', () => {
        throw new OperationError('enterpriseProjectDisabled', { field: 'enterprise_project_id' });
      }),
    );
    await user.click(dialog.getByRole('button', { name: 'OK' }));
    const field = dialog.getByRole('combobox', { name: 'Enterprise Project' });
    await waitFor(() => expect(field).toBeInvalid());
    expect(field).toHaveFocus();
    expect(field).toHaveAccessibleDescription(/is disabled and takes nothing new/);
  });

  it('is typed by who may not list them', async () => {
    const { dialog, create } = await openCreate([]);
    expect(dialog.getByRole('textbox', { name: 'Enterprise Project' })).toHaveValue('default');
    expect(await create()).toBe('0');
  });
});

describe('KEY-13 KEY-14 names of enterprise projects', () => {
  const keys = [aKey(1, { keyAlias: 'orders', enterpriseProjectId: PAYMENTS })];

  it('stand in the details of a key', async () => {
    const [key] = keys;
    open(`/keys/${key?.keyId}/details`, { keys });
    expect(await screen.findByText('payments')).toBeVisible();
  });

  it('are IDs for who may not list them', async () => {
    const [key] = keys;
    open(`/keys/${key?.keyId}/details`, { keys, permitted: [] });
    expect(await screen.findByText(PAYMENTS)).toBeVisible();
  });

  it('name the filter, which is chosen by name', async () => {
    const { user, world } = open(`/keys?project=${PAYMENTS}`, { keys });
    expect(await screen.findByText('Enterprise Project: payments')).toBeVisible();
    await user.type(screen.getByRole('combobox', { name: 'Search keys' }), 'clos');
    await user.click(await screen.findByRole('option', { name: 'Enterprise Project: closed' }));
    await waitFor(() => expect(world.searches.at(-1)?.enterpriseProjectId).toEqual([PAYMENTS, CLOSED]));
  });
});
