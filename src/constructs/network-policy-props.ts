import { ApiObjectMetadata } from 'cdk8s';

/**
 * What every policy of this library can be given.
 */
export interface NetworkPolicyProps {
  /**
   * Name, labels and annotations of the manifest.
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
