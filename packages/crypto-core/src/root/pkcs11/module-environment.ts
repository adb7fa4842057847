/**
 * The environment of the child that loads a PKCS#11 module. Modules find their configuration through variables that only
 * their makers know (SOFTHSM2_CONF, ChrystokiConfigurationPath, NFAST_HOME, …), so everything passes but what could be a
 * secret of ours or would change the Node.js in the child.
 */
const OURS = /^(DEWPOINT_|NODE_)/i;
const SECRET =
  /(PASSWORD|PASSWD|PASSPHRASE|SECRET|CREDENTIAL|PRIVATE_?KEY|ACCESS_?KEY|API_?KEY|DATABASE_URL)/i;
/** As a whole word: HSM_PIN and GITHUB_TOKEN, but not PINGROUP. */
const SECRET_WORD = /(^|_)(PIN|TOKEN|AUTH)(_|$)/i;

export function moduleEnvironment(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(environment).filter(
      ([name]) => !OURS.test(name) && !SECRET.test(name) && !SECRET_WORD.test(name),
    ),
  );
}
