import { CacheProvider } from '@emotion/react';
import { ruleWords } from '@dewpoint/contract';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { z } from 'zod';
import { App } from './app/app.tsx';
import { startTranslations } from './shared/i18n/i18n.ts';
import { createStyleCache } from './shared/theme/nonce.ts';

// The page's content security policy allows no eval, which zod would otherwise compile its parsers with.
// Forms say the same words as the server does.
z.config({ jitless: true, customError: ruleWords });

const container = document.getElementById('root');
if (!container) throw new Error('index.html has no element with id root');

await startTranslations();
createRoot(container).render(
  <StrictMode>
    <CacheProvider value={createStyleCache()}>
      <App />
    </CacheProvider>
  </StrictMode>,
);
