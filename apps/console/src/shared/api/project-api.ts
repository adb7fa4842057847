import type { OperationWireOutput } from '@dewpoint/contract';
import type { ConsoleClient } from '@dewpoint/contract/browser';
import { createContext, use } from 'react';

export type Session = OperationWireOutput<'console.session'>;

/** Who is signed in, and the client that acts inside the project that they work in. */
export interface ProjectApi {
  readonly client: ConsoleClient;
  readonly session: Session;
  readonly projectId: string;
}

export const ProjectApiContext = createContext<ProjectApi | null>(null);

/** Inside the shell only: everything below it is signed in and has a project. */
export function useProjectApi(): ProjectApi {
  const api = use(ProjectApiContext);
  if (!api) throw new Error('useProjectApi outside of the shell');
  return api;
}
