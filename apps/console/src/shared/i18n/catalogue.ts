import type { englishAccessKeys } from './english/access-keys.ts';
import type { englishCredentials } from './english/credentials.ts';
import type { englishDanger } from './english/danger.ts';
import type { english } from './english/english.ts';
import type { englishEnterpriseProjects } from './english/enterprise-projects.ts';
import type { englishEntities } from './english/entities.ts';
import type { englishEvents } from './english/events.ts';
import type { englishFileTool } from './english/file-tool.ts';
import type { englishIdentity } from './english/identity.ts';
import type { englishKeyActions } from './english/key-actions.ts';
import type { englishKeyImport } from './english/key-import.ts';
import type { englishKeyTabs } from './english/key-tabs.ts';
import type { englishKeyTool } from './english/key-tool.ts';
import type { englishNotFound } from './english/not-found.ts';
import type { englishNotifications } from './english/notifications.ts';
import type { englishOverview } from './english/overview.ts';
import type { englishReplay } from './english/replay.ts';

import type { englishSearch } from './english/search.ts';

import type { englishSecretEvents } from './english/secret-events.ts';

import type { englishSecretRotation } from './english/secret-rotation.ts';
import type { englishSecrets } from './english/secrets.ts';
import type { englishSettings } from './english/settings.ts';
import type { englishTags } from './english/tags.ts';
import type { englishTopics } from './english/topics.ts';
import type { englishTraces } from './english/traces.ts';

/** All English words: those of the first script and those that come later. */
export type Texts = typeof english &
  typeof englishKeyActions &
  typeof englishEntities &
  typeof englishEvents &
  typeof englishNotifications &
  typeof englishSecretEvents &
  typeof englishTopics &
  typeof englishEnterpriseProjects &
  typeof englishKeyTabs &
  typeof englishKeyImport &
  typeof englishDanger &
  typeof englishTags &
  typeof englishSecrets &
  typeof englishAccessKeys &
  typeof englishCredentials &
  typeof englishSettings &
  typeof englishIdentity &
  typeof englishNotFound &
  typeof englishOverview &
  typeof englishSearch &
  typeof englishTraces &
  typeof englishFileTool &
  typeof englishKeyTool &
  typeof englishReplay &
  typeof englishSecretRotation;

/**
 * The texts of another language: every key of the English ones.
 *
 * @typeParam Missing ends of keys of the plural forms that the language does not have
 */
export type Catalogue<Given = Texts, Missing extends string = never> = {
  readonly [Key in keyof Given as Key extends `${string}${Missing}` ? never : Key]: Given[Key] extends string
    ? string
    : Catalogue<Given[Key], Missing>;
};

/** Texts of a language that says one and many alike. */
export type CatalogueWithoutSingular<Given = Texts> = Catalogue<Given, '_one'>;
