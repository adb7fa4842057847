import { createContext, lazy, type PropsWithChildren, Suspense, use, useCallback, useState } from 'react';

export interface Notice {
  readonly severity: 'success' | 'error' | 'info';
  readonly message: string;
  /** Offered beside the message, e.g. Undo. */
  readonly action?: { readonly label: string; readonly run: () => void };
}

const NoticeBar = lazy(async () => ({ default: (await import('./notice-bar.tsx')).NoticeBar }));

const NotifyContext = createContext<(notice: Notice) => void>(() => {});

/** Tells a result in the upper right corner, as the documents have it. */
export function useNotify(): (notice: Notice) => void {
  return use(NotifyContext);
}

export function NoticeProvider({ children }: PropsWithChildren) {
  const [shown, setShown] = useState<{ id: number; notice: Notice; open: boolean } | null>(null);
  const notify = useCallback(
    (notice: Notice) => setShown((last) => ({ id: (last?.id ?? 0) + 1, notice, open: true })),
    [],
  );
  return (
    <NotifyContext value={notify}>
      {children}
      <Suspense>
        {shown && (
          <NoticeBar
            key={shown.id}
            notice={shown.notice}
            open={shown.open}
            onClose={() => setShown((last) => last && { ...last, open: false })}
          />
        )}
      </Suspense>
    </NotifyContext>
  );
}
