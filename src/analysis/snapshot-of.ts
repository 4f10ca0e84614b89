import { ClusterFacts, readFacts } from './cluster-facts';
import { describedCluster, targetOf } from './target';
import { CheckContext } from '../checks/check';
import { INetworkPolicyTarget } from '../cluster/target/network-policy-target';
import { contextOf } from '../diagnosis/context';
import { ignoresAt, isEnforcedAt, readingAt } from '../dialects/described-cluster';
import { Dialect } from '../dialects/dialect';
import { ingest } from '../ingest/ingest';
import { NamespaceUse } from '../ingest/namespace-use';
import { Acceptance } from '../model/acceptance';
import { Problem } from '../model/finding';
import { Manifest } from '../model/manifest';
import { Snapshot } from '../model/snapshot';
import { PolicyResources } from '../resources/policies';

/** What is known beside the manifests. */
export interface Background {
  readonly facts?: ClusterFacts;
  readonly target?: INetworkPolicyTarget;
  /** The namespace of objects that name none. */
  readonly namespace?: string;
}

/** What was read, and what could not be read or is left out of every answer. */
export interface Reading {
  /** What the policies say, as the enforcer reads them. */
  readonly snapshot: Snapshot;
  /** What comes of it: on a target that enforces nothing, every connection is allowed. */
  readonly outcome: Snapshot;
  readonly resources: PolicyResources;
  /** What the policies mean. */
  readonly dialect: Dialect;
  readonly problems: readonly Problem[];
  readonly namespaceUse: NamespaceUse;
  /** The findings that objects accept about themselves. */
  readonly acceptances: readonly Acceptance[];
  /** All that was read, as messages call it. */
  readonly objects: ReadonlySet<string>;
  /** What checks are given. */
  readonly context: () => CheckContext;
}

/** The manifests as the target's enforcer reads them, or without a target as Kubernetes documents it. */
export function read(
  manifests: readonly Manifest[], { facts = {}, target, namespace }: Background,
): Reading {
  const cluster = target && describedCluster(target, facts);
  const reading = readingAt(cluster);
  const { snapshot, resources, problems, ignored, namespaceUse, acceptances, objects } = ingest(manifests, {
    dialect: reading.dialect,
    facts: readFacts(facts),
    namespace,
    isIgnored: ignoresAt(cluster),
  });
  const outcome = cluster === undefined || isEnforcedAt(cluster) ? snapshot : unenforced(snapshot);
  const context = () => contextOf({ snapshot: outcome, resources, ignored },
    { reading, target: target && targetOf(target, facts), audience: 'constructs' });
  const { dialect } = reading;
  return { snapshot, outcome, resources, dialect, problems, namespaceUse, acceptances, objects, context };
}

function unenforced(snapshot: Snapshot): Snapshot {
  return { ...snapshot, enforcement: { ...snapshot.enforcement, mode: 'never' } };
}
