import { ApiObjectMetadata } from 'cdk8s';
import { checkNamespaceName } from '../values/labels/label-syntax';
import { checkMetadata } from '../values/metadata/check-metadata';
import { optional, Properties } from '../values/properties';

/**
 * What every policy of this library can be given.
 */
export interface NetworkPolicyProps {
  /**
   * Name, labels and annotations of the manifest. What the API server would not take is refused, also when it is added
   * later.
   *
   * @default - a name that is unique in the app, and no labels or annotations but the chart's
   */
  readonly metadata?: ApiObjectMetadata;

  /**
   * The namespace of the policy, and so of the pods it selects. The same as `metadata.namespace`.
   *
   * @default - the namespace that the subject names, or the chart's
   */
  readonly namespace?: string;
}

export const NETWORK_POLICY_PROPERTIES: Properties<NetworkPolicyProps> = {
  metadata: optional(checkMetadata),
  namespace: optional((where, _field, value) => checkNamespaceName(where, value)),
};
