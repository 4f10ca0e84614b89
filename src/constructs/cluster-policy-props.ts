import { ApiObjectMetadata } from 'cdk8s';
import { SUBJECT_HELP } from '../values/cluster-rules/cluster-policy-spec';
import { checkPlaced } from '../values/cluster-rules/placed-pods';
import { checkIsPeer, kindOfPeer } from '../values/given';
import { checkCustomMetadata } from '../values/metadata/check-metadata';
import { IPeer } from '../values/peers/peer';
import { optional, Properties, PropertyCheck } from '../values/properties';
import { refuse } from '../values/refuse';
import { shown } from '../values/shown';

/** The number that is asked last. */
export const LAST_PRIORITY = 1000;

/**
 * What every policy of the whole cluster can be given.
 */
export interface ClusterPolicyProps {
  /**
   * Name, labels and annotations of the manifest, but no namespace. What the API server would not take is refused, also
   * when it is added later.
   *
   * @default - a name that is unique in the app, and no labels or annotations but the chart's
   */
  readonly metadata?: ApiObjectMetadata;
}

export const CLUSTER_POLICY_PROPERTIES: Properties<ClusterPolicyProps> = {
  metadata: optional((where, field, value) => {
    checkCustomMetadata(where, field, value);
    const { namespace } = value as ApiObjectMetadata;
    if (namespace !== undefined) {
      refuse(where, `\`${field}.namespace\` is \`${namespace}\`, but a policy of the whole cluster is in no namespace`,
        `leave it out, and name the pods that it is for: \`subject: Namespaces.named('${namespace}')\``);
    }
  }),
};

/** Refuses what is no pods of the cluster. */
export const checkSubject: PropertyCheck = (where, field, value) => {
  checkIsPeer(where, field, value, SUBJECT_HELP, 'pods of the cluster');
  const kind = kindOfPeer(value);
  if (kind !== undefined && kind !== 'pods' && kind !== 'namespaces') {
    refuse(where, `\`${field}\` is ${shown(value)}, not pods of the cluster`, SUBJECT_HELP);
  }
  checkPlaced(where, field, value as IPeer);
};

/** Refuses what is no priority. */
export const checkPriority: PropertyCheck = (where, field, value) => {
  if (!Number.isInteger(value) || (value as number) < 0 || (value as number) > LAST_PRIORITY) {
    refuse(where, `\`${field}\` is ${shown(value)}, not a whole number from 0 to ${LAST_PRIORITY}`,
      'write a number that no other policy of the tier has; the lowest is asked first');
  }
};
