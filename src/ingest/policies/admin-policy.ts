import { requiredNumber } from './admin-fields';
import { readSubject } from './admin-peers';
import { AdminReader } from './admin-reader';
import { readRules } from './admin-rules';
import { ADMIN_VERSIONS, AdminVersion } from './admin-versions';
import { subjectsOfAdminPolicy } from './possible-subjects';
import { readUnsimulated } from './unsimulated';
import { ADMIN_POLICY_GROUP, AdminPolicyResource } from '../../resources/admin-policy';
import { Collected } from '../collecting/collected';
import { ObjectKind } from '../collecting/object-kind';
import { Field } from '../reading/fields';
import { ManifestObject } from '../reading/manifest-object';

/** The policies of the whole cluster, in each version that is read. */
export const ADMIN_POLICIES: readonly ObjectKind[] = ADMIN_VERSIONS.map(version => ({
  kind: version.kind,
  groups: [ADMIN_POLICY_GROUP],
  version: version.version,
  isClusterScoped: true,
  isStrict: true,
  read: (object, collected) => readAdminPolicy(object, version, collected),
}));

/** One that the API server would refuse is left out. Of one that enforcers cannot read, nobody knows what it does. */
function readAdminPolicy(object: ManifestObject, version: AdminVersion, collected: Collected): void {
  const reader = new AdminReader(version, object, collected);
  const resource = readResource(object, reader);
  if (resource === undefined || object.root.report.hasFaults) {
    return;
  }
  if (reader.isReadable) {
    collected.adminPolicies.add(object, resource);
  } else {
    collected.unreadable.push(readUnsimulated(object, { kind: version.kind, subjects: subjectsOfAdminPolicy }));
  }
}

function readResource(
  { root, name, hasGeneratedName, origin }: ManifestObject, reader: AdminReader,
): AdminPolicyResource | undefined {
  const { kind } = reader.version;
  reader.reportUnknownFields(root, ['apiVersion', 'kind', 'metadata', 'spec', 'status']);
  if (kind === 'BaselineAdminNetworkPolicy' && (name !== 'default' || hasGeneratedName)) {
    root.get('metadata').get(hasGeneratedName ? 'generateName' : 'name').fault('while the one such policy of a cluster is called `default`',
      'write `name: default`');
  }
  const spec = root.get('spec');
  if (spec.isAbsent) {
    spec.fault('while a policy has one', 'write a `spec`');
  }
  if (!spec.isMap()) {
    return undefined;
  }
  const own = FIELDS[kind];
  reader.reportUnknownFields(spec, [...own, 'subject', 'ingress', 'egress']);
  const resource: AdminPolicyResource = {
    kind,
    name,
    tier: readTier(spec, kind),
    priority: (own.includes('priority') ? requiredNumber(spec.get('priority'), 0, LAST_PRIORITY) : undefined) ?? 0,
    subject: readSubject(spec.get('subject'), reader),
    ingress: readRules(spec.get('ingress'), 'ingress', reader),
    egress: readRules(spec.get('egress'), 'egress', reader),
    origin,
  };
  if (!root.report.hasFaults && resource.ingress.length + resource.egress.length === 0) {
    spec.warn('has no rules, so that the policy does nothing: unlike a NetworkPolicy it isolates nobody', 'write rules in `ingress` or `egress`');
  }
  return resource;
}

const LAST_PRIORITY = 1000;

const FIELDS: Readonly<Record<AdminPolicyResource['kind'], readonly string[]>> = {
  ClusterNetworkPolicy: ['tier', 'priority'],
  AdminNetworkPolicy: ['priority'],
  BaselineAdminNetworkPolicy: [],
};

const TIERS: ReadonlyMap<unknown, AdminPolicyResource['tier']> = new Map([['Admin', 'admin'], ['Baseline', 'baseline']]);

function readTier(spec: Field, kind: AdminPolicyResource['kind']): AdminPolicyResource['tier'] {
  if (kind !== 'ClusterNetworkPolicy') {
    return kind === 'AdminNetworkPolicy' ? 'admin' : 'baseline';
  }
  const field = spec.get('tier');
  const tier = TIERS.get(field.value);
  if (tier === undefined) {
    const meant = [...TIERS.keys()].find(name => String(name).toLowerCase() === String(field.value).toLowerCase());
    field.fault('not a tier', meant === undefined ? 'write `Admin` or `Baseline`' : `did you mean \`${meant}\`?`);
  }
  return tier ?? 'admin';
}
