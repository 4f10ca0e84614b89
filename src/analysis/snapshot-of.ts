import { ClusterFacts, readFacts } from './cluster-facts';
import { readerFor, targetOf } from './target';
import { INetworkPolicyTarget } from '../cluster/network-policy-target';
import { QUIRK_TEXTS } from '../dialects/cilium/quirk-texts';
import { KUBERNETES } from '../dialects/kubernetes';
import { ingest, translate } from '../ingest/ingest';
import { Problem } from '../model/finding';
import { Manifest } from '../model/manifest';
import { NetworkPolicyResource } from '../model/network-policy';
import { Snapshot } from '../model/snapshot';
import { TargetContext, Variant } from '../rules/target-rule';

/** What is known beside the manifests. */
export interface Background {
  readonly facts?: ClusterFacts;
  readonly target?: INetworkPolicyTarget;
}

/** What was read, and what could not be read or is left out of every answer. */
export interface Reading {
  readonly snapshot: Snapshot;
  readonly resources: readonly NetworkPolicyResource[];
  readonly problems: readonly Problem[];
  /** The same with all that the checks of a target need. */
  readonly context: () => TargetContext;
}

/** The manifests as the target's enforcer reads them, or without a target as Kubernetes documents it. */
export function read(manifests: readonly Manifest[], { facts = {}, target }: Background): Reading {
  const { dialect, without } = readerFor(target, facts);
  const { snapshot, resources, problems, ciliumPolicies } = ingest(manifests, { dialect, facts: readFacts(facts) });
  const context = (): TargetContext => ({
    target: target && targetOf(target, facts),
    enforced: snapshot,
    documented: translate(snapshot, resources, KUBERNETES),
    variants: without.map((variant): Variant =>
      ({ ...QUIRK_TEXTS[variant.quirk], snapshot: translate(snapshot, resources, variant.dialect) })),
    ciliumPolicies,
  });
  return { snapshot, resources, problems, context };
}
