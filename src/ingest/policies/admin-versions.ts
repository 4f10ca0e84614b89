import { ADMIN_HINTS, V1ALPHA1_HINTS, V1ALPHA2_HINTS } from './admin-hints';
import { AdminAction, AdminPolicyKind } from '../../resources/admin-policy';
import { Hints } from '../reading/unknown-fields';

/** How one version of the API writes one of its kinds. */
export interface AdminVersion {
  readonly kind: AdminPolicyKind;
  readonly version: string;
  /** By what is written. */
  readonly actions: ReadonlyMap<string, AdminAction>;
  /** The most rules of a direction, peers of a rule, and ports of it. */
  readonly mostItems: number;
  readonly ports: 'protocols' | 'ports';
  readonly isNamespaceSelectorRequired: boolean;
  readonly egressPeers: readonly string[];
  /** Fields that the CRD of the standard channel does not have. */
  readonly experimental: ReadonlySet<string>;
  /** Where fields belong that stand in the wrong place. */
  readonly hints: Hints;
}

type Shape = Omit<AdminVersion, 'kind' | 'version' | 'actions'>;

const ACCEPT: [string, AdminAction] = ['Accept', 'Accept'];
const ALLOW: [string, AdminAction] = ['Allow', 'Accept'];
const DENY: [string, AdminAction] = ['Deny', 'Deny'];
const PASS: [string, AdminAction] = ['Pass', 'Pass'];

const V1ALPHA1: Shape = {
  mostItems: 100,
  ports: 'ports',
  isNamespaceSelectorRequired: true,
  egressPeers: ['namespaces', 'pods', 'networks', 'nodes'],
  experimental: new Set(['networks', 'nodes', 'namedPort']),
  hints: new Map([...ADMIN_HINTS, ...V1ALPHA1_HINTS]),
};

const BASELINE: Hints = new Map([
  ...V1ALPHA1.hints, ['priority', 'leave it out: there is one policy of this kind, and it comes last'],
]);

const V1ALPHA2: Shape = {
  mostItems: 25,
  ports: 'protocols',
  isNamespaceSelectorRequired: false,
  egressPeers: ['namespaces', 'pods', 'networks', 'nodes', 'domainNames'],
  experimental: new Set(['nodes', 'domainNames']),
  hints: new Map([...ADMIN_HINTS, ...V1ALPHA2_HINTS]),
};

/** Every kind in every version that is read. `v1beta1` is announced as `v1alpha2` by another name. */
export const ADMIN_VERSIONS: readonly AdminVersion[] = [
  ...['v1alpha2', 'v1beta1'].map((version): AdminVersion => (
    { kind: 'ClusterNetworkPolicy', version, actions: new Map([ACCEPT, DENY, PASS]), ...V1ALPHA2 })),
  { kind: 'AdminNetworkPolicy', version: 'v1alpha1', actions: new Map([ALLOW, DENY, PASS]), ...V1ALPHA1 },
  { kind: 'BaselineAdminNetworkPolicy', version: 'v1alpha1', actions: new Map([ALLOW, DENY]), ...V1ALPHA1, hints: BASELINE },
];
