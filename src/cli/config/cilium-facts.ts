import { oneOf } from './one-of';
import { CiliumSettings } from '../../dialects/described-cluster';
import { Field } from '../../ingest/reading/fields';

/** Reads one setting of Cilium from a facts file; nothing where it cannot be read. */
type SettingReader = (field: Field) => CiliumSettings;

/** The facts that only Cilium has a use for, as `ClusterFacts` names them. */
export const CILIUM_FACTS: ReadonlyMap<string, SettingReader> = new Map<string, SettingReader>([
  ['ciliumClusterName', field => optional('clusterName', nonEmpty(field))],
  ['hostFirewallEnabled', field => optional('hostFirewall', field.boolean())],
  ['nodeSelectorLabels', field => optional('nodeSelectorLabels', field.boolean())],
  ['policyCidrMatchModes', field => {
    const modes = field.items().map(item => oneOf(item, ['nodes', 'pods']));
    return { cidrMatchesNodes: modes.includes('nodes'), cidrMatchesPods: modes.includes('pods') };
  }],
  ['policyEnforcementMode', field => optional('mode', oneOf(field, ['default', 'always', 'never']))],
  ['sctpEnabled', field => optional('sctp', field.boolean())],
]);

function optional<Key extends keyof CiliumSettings>(key: Key, value: CiliumSettings[Key]): CiliumSettings {
  return value === undefined ? {} : { [key]: value };
}

function nonEmpty(field: Field): string | undefined {
  const text = field.text();
  if (text === '') {
    field.fault('not a name', 'write the Helm value `cluster.name`, or leave the fact out where Cilium has its default');
  }
  return text || undefined;
}
