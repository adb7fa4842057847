import { useQueries } from '@tanstack/react-query';
import { useProjectApi } from '../../../shared/api/project-api.ts';
import { type Key, keyQueries } from '../api/key-queries.ts';

/** Keys by their IDs: those on screen at once, the rest fetched (a dialog that was opened by a link). */
export function useKeysById(ids: readonly string[], known: readonly Key[]) {
  const api = useProjectApi();
  const missing = ids.filter((id) => !known.some((key) => key.keyId === id));
  const fetched = useQueries({ queries: missing.map((id) => keyQueries(api).view(id)) });
  const all = [...known, ...fetched.flatMap(({ data }) => (data ? [data] : []))];
  return {
    keys: ids.flatMap((id) => all.find((key) => key.keyId === id) ?? []),
    loading: fetched.some(({ isPending }) => isPending),
    error: fetched.find(({ error }) => error)?.error ?? null,
  };
}
