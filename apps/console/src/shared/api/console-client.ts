import { consoleSurface } from 'virtual:console-surface';
import { type ConsoleClient, createClientOver } from '@dewpoint/contract/browser';

/** The client of this page's own origin, outside of any project. */
export function createPageClient(): ConsoleClient {
  return createClientOver((id) => consoleSurface[id], {
    // Looked up at each call: tests put another one in its place.
    fetch: (input, init) => window.fetch(input, init),
    baseUrl: '',
    projectId: null,
  });
}
