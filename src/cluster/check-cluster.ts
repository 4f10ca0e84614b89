import { CiliumClusterProps } from './cilium-cluster-props';
import { CrossplaneScope } from './magnum/crossplane';
import { MagnumPlatform } from './magnum/magnum-platform';
import { NetworkDriver } from './target/network-driver';
import { PropertyCheck } from '../values/properties';
import { refuse } from '../values/refuse';
import { quoted, shown } from '../values/shown';

/** The names that a Secret and a namespace can have. */
const SECRET_NAME = /^(?=.{1,253}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const NAMESPACE_NAME = /^(?=.{1,63}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const CLUSTER_NAME = /^[a-zA-Z][a-zA-Z0-9_.-]{0,241}$/;

/** What each of the two API groups does not know, and what to do there instead. */
const ONLY_IN: Record<CrossplaneScope, { readonly field: keyof CiliumClusterProps; readonly help: string }[]> = {
  [CrossplaneScope.CLUSTER]: [
    { field: 'connectionSecretNamespace', help: 'leave it out: the Secret is written beside the object' },
    { field: 'deletionPolicy', help: 'leave it out; to keep the cluster, leave `ManagementAction.DELETE` out of `managementPolicies`' },
  ],
  [CrossplaneScope.NAMESPACED]: [
    { field: 'providerConfigKind', help: 'leave it out: there is one kind of provider configuration' },
  ],
};

/** Refuses properties that are wrong or do not go together. */
export function checkCluster(where: string, props: CiliumClusterProps): void {
  checkTemplate(where, props);
  checkScope(where, props);
  checkTexts(where, props);
  if (props.masterCount !== undefined && props.masterCount % 2 === 0) {
    refuse(where, `\`masterCount\` is ${props.masterCount}, which is even`,
      `write ${props.masterCount - 1} or ${props.masterCount + 1}: an even number survives no more failures than the odd one below it`);
  }
}

/** A property that is a whole number, or left out. */
export function whole(least: number): PropertyCheck {
  return (where, field, value) => {
    if (value !== undefined && !(Number.isSafeInteger(value) && (value as number) >= least)) {
      refuse(where, `\`${field}\` is ${shown(value)}, which is not a whole number from ${least} on`, 'write one, or leave it out');
    }
  };
}

/** Refuses a name that Magnum would refuse. */
export function checkClusterName(where: string, name: string): void {
  if (!CLUSTER_NAME.test(name)) {
    refuse(where, `the cluster would be called ${quoted(name)}, which Magnum does not accept`,
      'set `clusterName` to a letter and at most 241 letters, digits, `_`, `.` and `-` behind it');
  }
}

/** Refuses a Secret that could not be written. */
export function checkSecretName(where: string, name: string): void {
  if (!SECRET_NAME.test(name)) {
    refuse(where, `\`connectionSecretName\` is ${quoted(name)}, which is not a name of a Secret`,
      'write at most 253 lower-case letters, digits, `-` and `.`, with a letter or digit at both ends');
  }
}

function checkTemplate(where: string, props: CiliumClusterProps): void {
  const { clusterTemplateId, clusterTemplate, templateNetworkDriver } = props;
  if (clusterTemplateId !== undefined && clusterTemplate !== undefined) {
    refuse(where, '`clusterTemplateId` and `clusterTemplate` are both given',
      'keep the first for a template that exists, the second to make one');
  }
  if (clusterTemplate !== undefined) {
    if (templateNetworkDriver !== undefined && templateNetworkDriver !== NetworkDriver.CILIUM) {
      refuse(where, `\`templateNetworkDriver\` is \`${templateNetworkDriver}\`, but \`clusterTemplate\` makes a template with \`${NetworkDriver.CILIUM}\``,
        'leave `templateNetworkDriver` out');
    }
    return;
  }
  if (clusterTemplateId === undefined || clusterTemplateId.trim() === '') {
    refuse(where, `\`clusterTemplateId\` is ${clusterTemplateId === undefined ? 'not given' : 'empty'}`,
      'write the id of a template, from `openstack coe cluster template list`, or have one made: `clusterTemplate`');
  }
  if (props.platform === MagnumPlatform.UPSTREAM_MAGNUM && templateNetworkDriver !== NetworkDriver.CILIUM) {
    refuse(where, `\`templateNetworkDriver\` is ${templateNetworkDriver === undefined ? 'not given' : `\`${templateNetworkDriver}\``}, but upstream Magnum takes the driver from the template and ignores the label`,
      'name a template whose `network_driver` is `cilium` and state it: `templateNetworkDriver: NetworkDriver.CILIUM`');
  }
}

function checkScope(where: string, props: CiliumClusterProps): void {
  const scope = props.scope ?? CrossplaneScope.NAMESPACED;
  const other = scope === CrossplaneScope.CLUSTER ? CrossplaneScope.NAMESPACED : CrossplaneScope.CLUSTER;
  for (const { field, help } of ONLY_IN[other]) {
    if (props[field] !== undefined) {
      refuse(where, `\`${field}\` is \`${String(props[field])}\`, but ${objectsOf(scope)} have none`, help);
    }
  }
  const namespace = props.metadata?.namespace;
  if (scope === CrossplaneScope.CLUSTER && namespace !== undefined) {
    refuse(where, `\`metadata.namespace\` is \`${namespace}\`, but ${objectsOf(scope)} have none`,
      'leave it out; for the Secret set `connectionSecretNamespace`');
  }
}

function objectsOf(scope: CrossplaneScope): string {
  return scope === CrossplaneScope.CLUSTER
    ? 'the cluster-scoped objects of `CrossplaneScope.CLUSTER`'
    : 'the namespaced objects of `CrossplaneScope.NAMESPACED`';
}

/** An empty text would be read as none by Crossplane and as a value by the commands. */
function checkTexts(where: string, props: CiliumClusterProps): void {
  for (const [field, value] of Object.entries(props)) {
    if (value === '') {
      refuse(where, `\`${field}\` is empty`, 'give it a value, or leave it out');
    }
  }
  const { connectionSecretNamespace } = props;
  if (connectionSecretNamespace !== undefined && !NAMESPACE_NAME.test(connectionSecretNamespace)) {
    refuse(where, `\`connectionSecretNamespace\` is ${quoted(connectionSecretNamespace)}, which is not a name of a namespace`,
      'write 1 to 63 lower-case letters, digits and `-`, with a letter or digit at both ends');
  }
}
