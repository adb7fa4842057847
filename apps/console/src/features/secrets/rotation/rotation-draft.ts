import {
  characterClassNames,
  DEFAULT_GENERATED_LENGTH,
  databaseRotationConfig,
  type OperationWireInput,
  parseJsonText,
  rotationPeriodInMs,
  sharedRotationConfig,
} from '@dewpoint/contract';
import type { SecretDetails } from '../api/secret-queries.ts';

export type SecretType = SecretDetails['secretType'];
export type PeriodUnit = 'd' | 'h';

/** What is typed of a rotation. `config` has the names of `rotation_config`; an empty text is none. */
export interface RotationDraft {
  readonly automatic: boolean;
  readonly period: string;
  readonly unit: PeriodUnit;
  readonly config: DraftConfig;
}

export interface DraftConfig {
  readonly InstanceId: string;
  readonly SecretSubType: 'SingleUser' | 'MultiUser';
  readonly Host: string;
  readonly Port: string;
  readonly Database: string;
  readonly AdminSecret: string;
  readonly TlsMode: '' | 'disable' | 'require' | 'verify-full';
  readonly Source: 'Generated' | 'Webhook';
  readonly Length: string;
  readonly CharacterClasses: readonly (typeof characterClassNames)[number][];
  readonly Field: string;
  readonly WebhookUrl: string;
  readonly SigningSecret: string;
}
export type ConfigName = keyof DraftConfig;

const INITIAL_DAYS = '30';
const nothing: DraftConfig = {
  InstanceId: '',
  SecretSubType: 'SingleUser',
  Host: '',
  Port: '',
  Database: '',
  AdminSecret: '',
  TlsMode: '',
  Source: 'Generated',
  Length: String(DEFAULT_GENERATED_LENGTH),
  CharacterClasses: [...characterClassNames],
  Field: '',
  WebhookUrl: '',
  SigningSecret: '',
};

export const emptyRotationDraft: RotationDraft = {
  automatic: false,
  period: INITIAL_DAYS,
  unit: 'd',
  config: nothing,
};

/** The rotation that a secret has, to be changed. */
export function rotationDraftOf({ secretType, rotation }: SecretDetails): RotationDraft {
  const schema = secretType === 'COMMON' ? sharedRotationConfig : databaseRotationConfig;
  const parsed = parseJsonText(schema, rotation.config ?? '{}');
  const known = 'value' in parsed ? parsed.value : {};
  const texts = Object.fromEntries(
    Object.entries(known).map(([name, value]) => [name, typeof value === 'number' ? String(value) : value]),
  );
  return {
    automatic: rotation.enabled,
    ...periodParts(rotation.period),
    config: { ...nothing, ...texts },
  };
}

/** The first rule that a draft breaks: the name of the field, and the words of the rule where it has some. */
export interface BrokenRule {
  readonly name: ConfigName | 'period' | '';
  readonly message: string;
}

type RotationWire = Pick<
  OperationWireInput<'csms.createSecret'>,
  'autoRotation' | 'rotationPeriod' | 'rotationConfig'
>;

/** A draft as operations take it, or the rule that it breaks. */
export function rotationWire(
  draft: RotationDraft,
  type: SecretType,
): { readonly wire: RotationWire } | { readonly broken: BrokenRule } {
  const period = `${draft.period.trim()}${draft.unit}`;
  if (draft.automatic && rotationPeriodInMs(period) === null)
    return { broken: { name: 'period', message: '' } };
  const rotationConfig = configText(draft.config, type);
  const parsed = parseJsonText(
    type === 'COMMON' ? sharedRotationConfig : databaseRotationConfig,
    rotationConfig,
  );
  if ('problem' in parsed) {
    const { name, message } = parsed.problem;
    const field = name.split('.')[0] ?? '';
    return { broken: { name: isConfigName(field) ? field : '', message } };
  }
  return {
    wire: {
      autoRotation: draft.automatic,
      ...(draft.automatic ? { rotationPeriod: period } : {}),
      rotationConfig,
    },
  };
}

/** The fields that this draft shows are the ones that count. */
function configText(config: DraftConfig, type: SecretType): string {
  const { CharacterClasses, Length, SecretSubType, Source } = config;
  const generated = { Length: numberOr(Length), CharacterClasses };
  if (type === 'COMMON') {
    return JSON.stringify({
      Source,
      ...(Source === 'Generated' ? generated : {}),
      ...given({ Field: config.Field }),
      ...(Source === 'Webhook'
        ? given({ WebhookUrl: config.WebhookUrl, SigningSecret: config.SigningSecret })
        : {}),
    });
  }
  const { InstanceId, Host, Port, Database, AdminSecret, TlsMode } = config;
  return JSON.stringify({
    SecretSubType,
    ...given({ InstanceId, Host, Port, Database, AdminSecret, TlsMode }),
    ...generated,
  });
}

function given(texts: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(texts)
      .map(([name, text]) => [name, text.trim()] as const)
      .filter(([, text]) => text !== ''),
  );
}

const numberOr = (text: string): number | string => (/^\d+$/.test(text.trim()) ? Number(text) : text);

function isConfigName(name: string): name is ConfigName {
  return Object.hasOwn(nothing, name);
}

/** Days where it can be said in days, hours otherwise: clients may have given minutes or seconds. */
function periodParts(period: string | null): Pick<RotationDraft, 'period' | 'unit'> {
  const ms = period === null ? null : rotationPeriodInMs(period);
  if (ms === null) return { period: INITIAL_DAYS, unit: 'd' };
  const hours = Math.round(ms / 3_600_000);
  return hours % 24 === 0 ? { period: String(hours / 24), unit: 'd' } : { period: String(hours), unit: 'h' };
}
