/**
 * Which of its two API groups Crossplane's OpenStack provider is to be spoken to in. The kinds in both are the same.
 */
export enum CrossplaneScope {
  /** `containerinfra.openstack.m.crossplane.io`: objects in a namespace, from Crossplane 2 and provider v0.8.0 on. */
  NAMESPACED = 'Namespaced',

  /** `containerinfra.openstack.crossplane.io`: objects without a namespace, in Crossplane 1 and 2. */
  CLUSTER = 'Cluster',
}

/**
 * What holds the credentials of the OpenStack project, for objects in a namespace.
 */
export enum ProviderConfigKind {
  /** One for every namespace. */
  CLUSTER_PROVIDER_CONFIG = 'ClusterProviderConfig',

  /** One in the namespace of the object. */
  PROVIDER_CONFIG = 'ProviderConfig',
}

/**
 * What happens to the cluster in OpenStack when its object in Kubernetes is deleted.
 */
export enum CrossplaneDeletionPolicy {
  /** It is deleted as well, with everything that runs in it. */
  DELETE = 'Delete',

  /** It stays. */
  ORPHAN = 'Orphan',
}

/**
 * Something that Crossplane may do to the object in OpenStack.
 *
 * @see https://docs.crossplane.io/latest/managed-resources/managed-resources/#managementpolicies
 */
export enum ManagementAction {
  /** Everything. */
  ALL = '*',

  /** Read it. */
  OBSERVE = 'Observe',

  /** Make it when it does not exist. */
  CREATE = 'Create',

  /** Change it. */
  UPDATE = 'Update',

  /** Delete it when the object in Kubernetes is deleted. */
  DELETE = 'Delete',

  /** Fill fields that were left out with what OpenStack chose. */
  LATE_INITIALIZE = 'LateInitialize',
}
