import { refuse } from '../../values/refuse';
import { valueText } from '../../values/shown';
import { NetworkDriver } from '../target/network-driver';

export type MagnumLabels = Readonly<Record<string, string>>;

const NETWORK_DRIVER_LABEL = 'network_driver';
export const VERSION_LABEL = 'kube_tag';

/** Names that cdk8s drops or stops at when it writes a map. */
const UNWRITABLE = ['__proto__', 'constructor'];

/** The user's labels and ours, in the order of their names. */
export function clusterLabels(
  where: string, labels: MagnumLabels, version: string, emitKubeTag: boolean,
): MagnumLabels {
  const ours = { [NETWORK_DRIVER_LABEL]: NetworkDriver.CILIUM, ...(emitKubeTag ? { [VERSION_LABEL]: `v${version}` } : {}) };
  return sorted({ ...checkedLabels(where, 'magnumLabels', labels, version), ...ours });
}

/** The labels of a template or a node group, which must not contradict the cluster's. */
export function checkedLabels(where: string, field: string, labels: MagnumLabels, version: string): MagnumLabels {
  return sorted(Object.fromEntries(Object.entries(labels).map(([name, value]) => {
    checkWritable(where, field, name, value);
    const canonical = canonicalName(name);
    checkContradiction(where, field, { name, canonical, value }, version);
    return [canonical, value];
  })));
}

/**
 * Virtuozzo reads `network-driver` as `network_driver`. For the two labels that are ours that would be a second value
 * for one label; all others stay as they are, because upstream Magnum tells them apart.
 */
function canonicalName(name: string): string {
  const underscored = name.replace(/-/g, '_');
  return [NETWORK_DRIVER_LABEL, VERSION_LABEL].includes(underscored) ? underscored : name;
}

function checkWritable(where: string, field: string, name: string, value: unknown): void {
  if (name === '') {
    refuse(where, `\`${field}\` holds a label without a name`, 'name it, or leave it out');
  }
  if (UNWRITABLE.includes(name)) {
    refuse(where, `\`${field}\` holds \`${name}\`, a name that cdk8s cannot write`, 'leave it out');
  }
  if (typeof value !== 'string') {
    refuse(where, `\`${field}\` sets \`${name}\` to ${valueText(value)}, which is not a string`,
      value === undefined || value === null ? 'give it a value, or leave it out' : `write it in quotes: \`'${String(value)}'\``);
  }
}

interface Label {
  readonly name: string;
  readonly canonical: string;
  readonly value: string;
}

function checkContradiction(where: string, field: string, { name, canonical, value }: Label, version: string): void {
  if (canonical === NETWORK_DRIVER_LABEL && value !== NetworkDriver.CILIUM) {
    refuse(where, `\`${field}\` sets \`${name}\` to \`${value}\`, but the network driver of this cluster is \`${NetworkDriver.CILIUM}\``,
      'leave the label out; describe a cluster with another driver with `ExistingCluster`');
  }
  if (canonical === VERSION_LABEL && value !== `v${version}`) {
    refuse(where, `\`${field}\` sets \`${name}\` to \`${value}\`, but \`kubernetesVersion\` is \`${version}\`, which is the tag \`v${version}\``,
      'leave the label out, and set `kubernetesVersion`');
  }
}

function sorted(labels: MagnumLabels): MagnumLabels {
  return Object.fromEntries(Object.entries(labels).sort(([left], [right]) => (left < right ? -1 : 1)));
}
