import { checkTarget } from './check-target';
import { checkFacts, ClusterFacts } from './cluster-facts';
import { INetworkPolicyTarget } from '../cluster/target/network-policy-target';
import { checkProperties, optional, Properties, refuseSurplus, unchecked } from '../values/properties';

/** How to read the manifests. */
export interface ReachabilityOptions {
  /**
   * What you know about the cluster.
   *
   * @default - nothing, so that an ipBlock's answer about a pod is unknown
   */
  readonly facts?: ClusterFacts;

  /**
   * The cluster that the policies are meant for. On one that runs Cilium, the answers are Cilium's.
   *
   * @default - a cluster that enforces policies as Kubernetes documents
   */
  readonly target?: INetworkPolicyTarget;

  /**
   * The namespace of manifests that name none, as `kubectl apply --namespace` puts them there. Of an app it is refused:
   * there a chart says where its objects stand.
   *
   * @default `default`
   */
  readonly namespace?: string;
}

const OPTIONS: Properties<ReachabilityOptions> = {
  facts: optional(checkFacts),
  target: optional(checkTarget),
  namespace: unchecked,
};

/** Refuses what is no such struct, and arguments behind it. */
export function checkOptions(where: string, options: unknown, given: ArrayLike<unknown>): void {
  checkProperties(where, 'options', options, OPTIONS);
  refuseSurplus(where, given, 2, 'write everything that is known into one object');
}
