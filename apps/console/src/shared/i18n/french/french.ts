import { frenchAccessKeys } from './access-keys.ts';
import { frenchConsole } from './console.ts';
import { frenchCredentials } from './credentials.ts';
import { frenchDanger } from './danger.ts';
import { frenchEnterpriseProjects } from './enterprise-projects.ts';
import { frenchEntities } from './entities.ts';
import { frenchEvents } from './events.ts';
import { frenchFileTool } from './file-tool.ts';
import { frenchIdentity } from './identity.ts';
import { frenchKeyActions } from './key-actions.ts';
import { frenchKeyImport } from './key-import.ts';
import { frenchKeyTabs } from './key-tabs.ts';
import { frenchKeyTool } from './key-tool.ts';
import { frenchNotFound } from './not-found.ts';
import { frenchNotifications } from './notifications.ts';
import { frenchOverview } from './overview.ts';
import { frenchReplay } from './replay.ts';
import { frenchSearch } from './search.ts';
import { frenchSecretEvents } from './secret-events.ts';
import { frenchSecretRotation } from './secret-rotation.ts';
import { frenchSecrets } from './secrets.ts';
import { frenchSettings } from './settings.ts';
import { frenchTags } from './tags.ts';
import { frenchTopics } from './topics.ts';
import { frenchTraces } from './traces.ts';

/** The console in French: catalogues that are added one after another, since some say different things of the same subject. */
export const french: readonly object[] = [
  frenchConsole,
  frenchAccessKeys,
  frenchCredentials,
  frenchDanger,
  frenchEnterpriseProjects,
  frenchEntities,
  frenchEvents,
  frenchFileTool,
  frenchIdentity,
  frenchKeyActions,
  frenchKeyImport,
  frenchKeyTabs,
  frenchKeyTool,
  frenchNotFound,
  frenchNotifications,
  frenchOverview,
  frenchReplay,
  frenchSearch,
  frenchSecretEvents,
  frenchSecretRotation,
  frenchSecrets,
  frenchSettings,
  frenchTags,
  frenchTopics,
  frenchTraces,
];
