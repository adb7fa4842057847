import type { BrowserContext, ConsoleMessage } from '@playwright/test';

/**
 * Writes down what the pages of a browser complain of: uncaught errors, error messages of the console, violations of the content
 * security policy. The list fills while pages run.
 */
export async function watch(context: BrowserContext): Promise<readonly string[]> {
  const complaints: string[] = [];
  context.on('weberror', (error) => complaints.push(`uncaught: ${error.error().message}`));
  context.on('console', (message) => {
    if (message.type() === 'error' && !isRefusal(message)) complaints.push(`console: ${message.text()}`);
  });
  // Chromium tells of most violations in its console, but not of all.
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sourceFile }) => {
      reportError(new Error(`CSP ${effectiveDirective} blocked ${blockedURI} in ${sourceFile}`));
    });
  });
  return complaints;
}

/** Chromium writes a line for each answer with a 4xx status. A refusal is an answer that tests look at on screen, not a fault of the page. */
function isRefusal(message: ConsoleMessage): boolean {
  return /^Failed to load resource: the server responded with a status of 4\d\d /.test(message.text());
}
