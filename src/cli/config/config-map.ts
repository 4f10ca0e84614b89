import { GivenFacts, readFactMap } from './facts';
import { oneOf } from './one-of';
import { ChosenTarget, DRIVERS } from './target';
import { reportUnknown } from './unknown-keys';
import { CILIUM_VERSIONS } from '../../dialects/cilium/version';
import { Field, isMap } from '../../ingest/reading/fields';
import { readKubernetesVersion } from '../../model/kubernetes-version';
import { showValue } from '../../syntax/show-value';
import { listed } from '../../wording/lists';
import { isObject } from '../input/is-object';

/** What a `netpol.yaml` may hold. */
export const CONFIG_KEYS: readonly string[] = ['accepted', 'assertions', 'checks', 'facts', 'target'];

/** What a `target` may hold, as `ExistingCluster` calls it. */
export const TARGET_KEYS: readonly string[] = ['networkDriver', 'ciliumVersion', 'policyController', 'kubernetesVersion'];

/** Whether a document is meant to configure netpol. */
export function isConfiguration(content: unknown): boolean {
  return isMap(content) && !isObject(content)
    && CONFIG_KEYS.some(key => Object.hasOwn(content, key));
}

/** What a `netpol.yaml` says. */
export interface Configured {
  readonly facts: GivenFacts;
  readonly target?: ChosenTarget;
  /** Read by verbs that run checks. */
  readonly checks?: Field;
  /** Read by them too. */
  readonly accepted?: Field;
  readonly assertions?: Field;
}

/** Reads what configures netpol; whatever is wrong with it is reported. */
export function readConfigMap(root: Field): Configured {
  reportUnknown(root, CONFIG_KEYS, 'netpol.yaml');
  const target = root.get('target');
  return {
    facts: readFactMap(root.get('facts')),
    checks: root.get('checks'),
    accepted: root.get('accepted'),
    assertions: root.get('assertions'),
    target: target.isAbsent || !target.isMap() ? undefined : readTarget(target),
  };
}

function readTarget(field: Field): ChosenTarget | undefined {
  reportUnknown(field, TARGET_KEYS, 'a target');
  const driver = field.get('networkDriver');
  const name = oneOf(driver, DRIVERS);
  if (driver.isAbsent) {
    field.report.fault('the target has no `networkDriver`', field.path,
      `say what gives the pods their network: ${listed(DRIVERS)}`);
  }
  const version = readVersion(field.get('ciliumVersion'), name);
  const controller = field.get('policyController');
  const policyController = controller.text();
  if (policyController?.trim() === '') {
    controller.fault('not the name of a controller', 'name what enforces the policies beside the driver, or leave it out');
  }
  const kubernetesVersion = readKubernetes(field.get('kubernetesVersion'));
  return name === undefined ? undefined
    : { name: version === undefined ? name : `${name}-${version}`, policyController, kubernetesVersion };
}

/** Without quotes YAML takes `1.30` for a number, and for another version. */
function readKubernetes(field: Field): string | undefined {
  const version = readKubernetesVersion(field.value);
  if (!field.isAbsent && version === undefined) {
    field.fault('not a version of Kubernetes', 'write it in quotes: `kubernetesVersion: \'1.36\'`');
  }
  return version;
}

function readVersion(field: Field, driver: string | undefined): string | undefined {
  const help = 'write it in quotes: `ciliumVersion: \'1.20\'`; of 1.20.2 the version is 1.20, and the patch release the fact '
    + '`ciliumPatchVersion: 2`';
  if (driver === 'cilium' && field.isAbsent) {
    field.report.fault('the target has no `ciliumVersion`, which decides what policies mean', field.path, help);
  } else if (driver !== 'cilium' && driver !== undefined && !field.isAbsent) {
    field.report.fault(`\`${field.path}\` is ${showValue(field.value)}, but \`networkDriver\` is \`${driver}\``, field.path,
      'leave the version out, or write `networkDriver: cilium` if Cilium enforces the policies');
    return undefined;
  }
  const version = CILIUM_VERSIONS.find(known => known === field.value);
  if (!field.isAbsent && version === undefined) {
    field.fault(`not one of the versions ${listed(CILIUM_VERSIONS)}`, help);
  }
  return version;
}
