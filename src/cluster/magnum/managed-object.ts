import { ApiObject, ApiObjectMetadata, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { checkWrittenMetadata } from '../../values/metadata/check-metadata';
import { takeOutOfNamespace } from '../../values/metadata/cluster-scoped';
import { writableCopy } from '../../values/metadata/plain-data';
import { BadInput } from '../../values/refuse';
import { manifestOf } from '../../values/workloads/manifest';
import { CiliumClusterProps } from '../cilium-cluster-props';
import { CrossplaneScope, ProviderConfigKind } from './crossplane';
import * as clusterScoped from '../../imports/containerinfra.openstack.crossplane.io.generated';
import * as namespaced from '../../imports/containerinfra.openstack.m.crossplane.io.generated';

type Kind = 'ClusterV1' | 'ClustertemplateV1' | 'NodegroupV1';

/** What one object says to its provider. */
export interface ManagedContent {
  readonly forProvider: object;
  /** What is said once, when the thing in OpenStack is made, and never compared with it again. */
  readonly initProvider?: object;
  readonly connectionSecret?: ConnectionSecret;
}

export interface ConnectionSecret {
  readonly name: string;
  /** Undefined for an object in a namespace, which writes the Secret beside itself. */
  readonly namespace?: string;
}

/** Writes one object of Crossplane's provider. Its content is read at synthesis, when its own name is known. */
export function writeManaged(
  parent: Construct,
  id: string,
  kind: Kind,
  props: CiliumClusterProps,
  metadata: ApiObjectMetadata | undefined,
  content: () => ManagedContent,
): ApiObject {
  const isClusterScoped = props.scope === CrossplaneScope.CLUSTER;
  const Resource = (isClusterScoped ? clusterScoped : namespaced)[kind];
  const object = new Resource(parent, id, {
    metadata: writableCopy(metadata),
    spec: Lazy.any({ produce: () => specOf(props, content()) }),
  });
  if (isClusterScoped) {
    takeOutOfNamespace(object);
  }
  parent.node.addValidation({ validate: () => faultsOf(parent, object) });
  return object;
}

/** What the API server would refuse in the metadata, with all that was added to it. */
function faultsOf(parent: Construct, object: ApiObject): string[] {
  try {
    checkWrittenMetadata(parent.node.path, manifestOf(object).metadata, true);
  } catch (error) {
    // Any other error is cdk8s' own, which reports it when it writes the object.
    return error instanceof BadInput ? [error.message] : [];
  }
  return [];
}

function specOf(props: CiliumClusterProps, { forProvider, initProvider, connectionSecret }: ManagedContent): object {
  const name = props.providerConfigName ?? 'default';
  return {
    forProvider,
    initProvider,
    writeConnectionSecretToRef: connectionSecret,
    managementPolicies: props.managementPolicies,
    ...(props.scope === CrossplaneScope.CLUSTER
      ? { providerConfigRef: { name }, deletionPolicy: props.deletionPolicy }
      : { providerConfigRef: { name, kind: props.providerConfigKind ?? ProviderConfigKind.CLUSTER_PROVIDER_CONFIG } }),
  };
}
