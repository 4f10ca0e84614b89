import { ApiObject, ApiObjectMetadata, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { chartOf } from './policy-namespace';
import { refuseAtSynthesis } from './refuse-at-synthesis';
import { checkRuleCount } from '../values/cluster-rules/check-rule';
import { ClusterPolicyDraft, clusterSpecOf } from '../values/cluster-rules/cluster-policy-spec';
import { checkClusterRule } from '../values/cluster-rules/rule-draft';
import { takeOutOfNamespace } from '../values/metadata/cluster-scoped';
import { writableCopy } from '../values/metadata/plain-data';
import { recordSource } from '../values/source-location';

const API_VERSION = 'policy.networking.k8s.io/v1alpha2';

/**
 * A construct that is one policy of the whole cluster.
 *
 * @internal
 */
export abstract class ClusterPolicyConstruct extends Construct {
  /** The manifest of the policy. */
  public readonly apiObject: ApiObject;

  protected constructor(
    scope: Construct, id: string, metadata: ApiObjectMetadata | undefined, draft: ClusterPolicyDraft,
  ) {
    super(scope, id);
    recordSource(this);
    chartOf(this);
    const where = this.node.path;
    for (const direction of ['ingress', 'egress'] as const) {
      checkRuleCount(where, direction, draft[direction]);
      draft[direction].forEach(({ rule, peersField }) => checkClusterRule({ where, peersField, direction }, rule));
    }
    const spec = () => clusterSpecOf(where, draft);
    this.apiObject = new ApiObject(this, 'Resource', {
      apiVersion: API_VERSION,
      kind: 'ClusterNetworkPolicy',
      metadata: writableCopy(metadata),
      spec: Lazy.any({ produce: spec }),
    });
    takeOutOfNamespace(this.apiObject);
    refuseAtSynthesis(this, { where, object: this.apiObject, isCustom: true, spec });
  }

  /** The name of the policy in the cluster. */
  public get name(): string {
    return this.apiObject.name;
  }
}
