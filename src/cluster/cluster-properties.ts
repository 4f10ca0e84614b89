import { whole } from './check-cluster';
import { CiliumClusterProps } from './cilium-cluster-props';
import { CrossplaneDeletionPolicy, CrossplaneScope, ManagementAction, ProviderConfigKind } from './magnum/crossplane';
import { MagnumClusterTemplate } from './magnum/magnum-cluster-template';
import { MagnumNodeGroup } from './magnum/magnum-node-group';
import { MagnumPlatform } from './magnum/magnum-platform';
import { CiliumVersion } from './target/cilium-version';
import { NetworkDriver } from './target/network-driver';
import { checkBoolean, checkText, listOf, memberOf } from '../values/given';
import { isPlainMap } from '../values/labels/label-syntax';
import { checkCustomMetadata } from '../values/metadata/check-metadata';
import { optional, Properties, PropertyCheck, struct } from '../values/properties';
import { refuse } from '../values/refuse';
import { shown } from '../values/shown';

const TEXT = optional(checkText);
const BOOLEAN = optional(checkBoolean);

/** Labels of Magnum; what each of them may be is checked where they are written. */
const LABELS: PropertyCheck = optional((where, field, value) => {
  if (!isPlainMap(value)) {
    refuse(where, `\`${field}\` is ${shown(value)}, not names with values`, 'write them: `{ monitoring_enabled: \'true\' }`');
  }
});

const TEMPLATE: Properties<MagnumClusterTemplate> = {
  image: checkText,
  templateName: TEXT,
  externalNetwork: TEXT,
  dnsNameserver: TEXT,
  flavor: TEXT,
  masterFlavor: TEXT,
  keypair: TEXT,
  dockerVolumeSize: whole(1),
  dockerStorageDriver: TEXT,
  volumeDriver: TEXT,
  magnumLabels: LABELS,
  isPublic: BOOLEAN,
};

const NODE_GROUP: Properties<MagnumNodeGroup> = {
  name: checkText,
  nodeCount: whole(0),
  minNodeCount: whole(0),
  maxNodeCount: whole(1),
  flavor: TEXT,
  image: TEXT,
  role: TEXT,
  dockerVolumeSize: whole(1),
  magnumLabels: LABELS,
};

function member(members: Readonly<Record<string, string>>, name: string): PropertyCheck {
  return optional(memberOf(members, `write one of \`${name}\`, or leave it out`));
}

export const CILIUM_CLUSTER_PROPERTIES: Properties<CiliumClusterProps> = {
  clusterTemplateId: TEXT,
  clusterTemplate: optional(struct(TEMPLATE)),
  platform: member(MagnumPlatform, 'MagnumPlatform'),
  templateNetworkDriver: member(NetworkDriver, 'NetworkDriver'),
  ciliumVersion: member(CiliumVersion, 'CiliumVersion'),
  clusterName: TEXT,
  kubernetesVersion: TEXT,
  masterCount: whole(1),
  nodeCount: whole(0),
  masterFlavor: TEXT,
  flavor: TEXT,
  keypair: TEXT,
  dockerVolumeSize: whole(1),
  createTimeoutMinutes: whole(1),
  fixedNetwork: TEXT,
  fixedSubnet: TEXT,
  floatingIpEnabled: BOOLEAN,
  masterLbEnabled: BOOLEAN,
  magnumLabels: LABELS,
  mergeLabels: BOOLEAN,
  emitKubeTag: BOOLEAN,
  nodeGroups: optional(listOf(struct(NODE_GROUP), 'list node groups: `[{ name: \'gpu\', nodeCount: 1 }]`')),
  region: TEXT,
  scope: member(CrossplaneScope, 'CrossplaneScope'),
  providerConfigName: TEXT,
  providerConfigKind: member(ProviderConfigKind, 'ProviderConfigKind'),
  managementPolicies: optional(listOf(
    memberOf(ManagementAction, 'write `ManagementAction`s'), 'list what the provider may do: `[ManagementAction.OBSERVE]`')),
  deletionPolicy: member(CrossplaneDeletionPolicy, 'CrossplaneDeletionPolicy'),
  connectionSecretName: TEXT,
  connectionSecretNamespace: TEXT,
  metadata: optional(checkCustomMetadata),
};
