export { PIN, SOFTHSM_MODULE, SoftHsmWorld } from './softhsm.ts';
