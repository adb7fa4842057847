export {
  type Configuration,
  ConfigurationError,
  readConfiguration,
} from './configuration/configuration.ts';
export { settingsTable } from './configuration/settings.ts';
export { type RunningProduct, startProduct } from './start.ts';
