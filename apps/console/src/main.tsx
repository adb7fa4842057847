import './shared/forms/zod-without-eval.ts';
import { CacheProvider } from '@emotion/react';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import { prefetchPage } from './app/console-routes.tsx';
import { startTranslations } from './shared/i18n/i18n.ts';
import { createStyleCache } from './shared/theme/nonce.ts';

const container = document.getElementById('root');
if (!container) throw new Error('index.html has no element with id root');

prefetchPage(window.location.pathname);
await startTranslations();
createRoot(container).render(
  <StrictMode>
    <CacheProvider value={createStyleCache()}>
      <App />
    </CacheProvider>
  </StrictMode>,
);
