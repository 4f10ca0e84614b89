import { ApiObject, ApiObjectMetadata, Lazy } from 'cdk8s';
import { k8s } from 'cdk8s-plus-29';
import { Construct } from 'constructs';
import { writableCopy } from '../values/metadata/plain-data';

/** Makes the manifest of a policy, whose spec is asked for at synthesis, when the workloads are complete. */
export function policyObject(
  parent: Construct, id: string, namespace: string | undefined, spec: () => k8s.NetworkPolicySpec,
  metadata?: ApiObjectMetadata,
): ApiObject {
  return new k8s.KubeNetworkPolicy(parent, id, {
    metadata: { ...writableCopy(metadata), ...(namespace !== undefined ? { namespace } : {}) },
    spec: Lazy.any({ produce: spec }),
  });
}
