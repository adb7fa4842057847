import { createHash } from 'node:crypto';
import type { OperationOutput } from '@dewpoint/contract';

type Catalog = NonNullable<OperationOutput<'iam.createToken'>['token']['catalog']>;

/** Paths as clients expect them of a catalogue: OpenStack clients append the project to that of `kms` themselves. */
const projectServices: readonly (readonly [type: string, path: (projectId: string) => string])[] = [
  ['kms', () => '/v1.0'],
  ['csms', (projectId) => `/v1/${projectId}`],
  ['kps', (projectId) => `/v3/${projectId}`],
  ['cts', (projectId) => `/v3/${projectId}`],
  ['smn', (projectId) => `/v2/${projectId}`],
];

/** Where the services answer, as a token describes it: all of them with a project scope, otherwise IAM alone. */
export function serviceCatalog(place: {
  publicUrl: string;
  region: string;
  projectId: string | null;
}): Catalog {
  const { publicUrl, region, projectId } = place;
  const entry = (type: string, url: string): Catalog[number] => ({
    type,
    id: stableId(`service ${type}`),
    name: type,
    endpoints: [
      { id: stableId(`endpoint ${type} ${region}`), url, region, regionId: region, interface: 'public' },
    ],
  });
  const iam = entry('iam', `${publicUrl}/v3`);
  if (projectId === null) return [iam];
  return [iam, ...projectServices.map(([type, path]) => entry(type, `${publicUrl}${path(projectId)}`))];
}

/** Clients remember IDs of services, so they are the same after every start. */
function stableId(name: string): string {
  return createHash('sha256').update(`dewpoint ${name}`).digest('hex').slice(0, 32);
}
