import { adminPassword } from '../kit/product.ts';
import { rawRequest } from '../kit/raw-request.ts';

/** A program that talks to a running product with a token. */
export async function clientOf(address: string) {
  const response = await rawRequest(`${address}/v3/auth/tokens`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      auth: {
        identity: {
          methods: ['password'],
          password: { user: { name: 'admin', password: adminPassword, domain: { name: 'default' } } },
        },
        scope: { project: { name: 'local-1' } },
      },
    }),
  });
  const token = response.headers.get('x-subject-token') ?? '';
  const body = (await response.json()) as { token: { project: { id: string } } };
  const { id } = body.token.project;
  return async (method: string, path: string, fields?: unknown) => {
    const answer = await rawRequest(`${address}${path.replace('{project_id}', id)}`, {
      method,
      headers: { 'x-auth-token': token, 'content-type': 'application/json' },
      ...(fields === undefined ? {} : { body: JSON.stringify(fields) }),
    });
    const text = await answer.text();
    return { status: answer.status, body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>) };
  };
}
