import { ClusterFacts, readFacts } from './cluster-facts';
import { enforcerOf, readingFor, targetOf } from './target';
import { checkContext, CheckContext, Variant } from '../checks/check';
import { NetworkDriver } from '../cluster/target/network-driver';
import { INetworkPolicyTarget } from '../cluster/target/network-policy-target';
import { QUIRK_TEXTS } from '../dialects/cilium/quirk-texts';
import { Quirk } from '../dialects/cilium/quirks';
import { enforces } from '../dialects/enforcers';
import { KUBERNETES } from '../dialects/kubernetes';
import { ingest, translate } from '../ingest/ingest';
import { NamespaceUse } from '../ingest/namespace-use';
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
  readonly problems: readonly Problem[];
  readonly namespaceUse: NamespaceUse;
  /** What checks are given. */
  readonly context: () => CheckContext;
}

/** The manifests as the target's enforcer reads them, or without a target as Kubernetes documents it. */
export function read(
  manifests: readonly Manifest[], { facts = {}, target, namespace }: Background,
): Reading {
  const { dialect, without } = readingFor(target, facts);
  const { snapshot, resources, problems, ignored, namespaceUse } = ingest(manifests, {
    dialect,
    facts: readFacts(facts),
    namespace,
    isIgnored: policy => target !== undefined && enforces(enforcerOf(target, facts), policy) === 'no',
  });
  const isEnforced = target === undefined || targetOf(target, facts).enforcesNetworkPolicy;
  const outcome = isEnforced ? snapshot : unenforced(snapshot);
  const context = () => checkContext({
    target: target && targetOf(target, facts),
    snapshot: outcome,
    // What the cluster does not enforce at all is told by a check of its own.
    documented: translate(snapshot, resources, { ...KUBERNETES, takes: dialect.takes }),
    variants: without.map(({ quirk, dialect: other }) =>
      lazyVariant(textOf(quirk, target), () => translate(snapshot, resources, other))),
    ignoredPolicies: ignored,
  });
  return { snapshot, outcome, resources, problems, namespaceUse, context };
}

function unenforced(snapshot: Snapshot): Snapshot {
  return { ...snapshot, enforcement: { ...snapshot.enforcement, mode: 'never' } };
}

function textOf(quirk: Quirk, target: INetworkPolicyTarget | undefined): Pick<Variant, 'does' | 'help'> {
  const { does, help, helpOnGke = help } = QUIRK_TEXTS[quirk];
  return { does, help: target?.networkDriver === NetworkDriver.GKE_DATAPLANE_V2 ? helpOnGke : help };
}

/** Most apps have no policy that a quirk changes, and never ask for the snapshot. */
function lazyVariant(text: Pick<Variant, 'does' | 'help'>, makeSnapshot: () => Snapshot): Variant {
  let made: Snapshot | undefined;
  return {
    ...text,
    get snapshot() {
      made ??= makeSnapshot();
      return made;
    },
  };
}
