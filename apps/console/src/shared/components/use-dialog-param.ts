import { useLocation, useNavigate, useSearchParams } from 'react-router';

const PARAM = 'dialog';
/** Marks a history entry that was made by opening a dialog: closing it goes back instead of adding an entry. */
const OPENED = { dialogOpened: true };

/**
 * The dialog that the URL names, so that a link opens it and Back closes it. `open` may carry further parameters; they leave with the
 * dialog.
 */
export function useDialogParam(own: readonly string[] = []) {
  const [params, setParams] = useSearchParams();
  const navigate = useNavigate();
  const location = useLocation();
  function open(name: string, extra: Readonly<Record<string, readonly string[]>> = {}): void {
    const next = withoutDialog(params, own);
    next.set(PARAM, name);
    for (const [key, values] of Object.entries(extra)) for (const value of values) next.append(key, value);
    setParams(next, { state: { ...stateObject(location.state), ...OPENED } });
  }
  function close(): void {
    if (stateObject(location.state).dialogOpened === true) void navigate(-1);
    else setParams(withoutDialog(params, own), { replace: true, state: location.state });
  }
  return { dialog: params.get(PARAM), open, close };
}

function withoutDialog(params: URLSearchParams, own: readonly string[]): URLSearchParams {
  const next = new URLSearchParams(params);
  for (const name of [PARAM, ...own]) next.delete(name);
  return next;
}

function stateObject(state: unknown): Record<string, unknown> {
  return typeof state === 'object' && state !== null ? { ...state } : {};
}
