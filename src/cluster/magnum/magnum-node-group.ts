/**
 * A group of worker nodes beside the one that every cluster has.
 *
 * @see https://docs.openstack.org/magnum/latest/user/#node-groups
 */
export interface MagnumNodeGroup {
  /** Name of the group in the cluster: a letter, then letters, digits, `-` and `_`. */
  readonly name: string;

  /**
   * How many nodes there are.
   *
   * @default - Magnum chooses: 1
   */
  readonly nodeCount?: number;

  /**
   * How many nodes an autoscaler must leave.
   *
   * @default - Magnum chooses: 0, or 1 in older releases
   */
  readonly minNodeCount?: number;

  /**
   * How many nodes an autoscaler may make.
   *
   * @default - no limit
   */
  readonly maxNodeCount?: number;

  /**
   * Flavor of the nodes.
   *
   * @default - the cluster's
   */
  readonly flavor?: string;

  /**
   * Name or id of the image that the nodes boot from.
   *
   * @default - the template's
   */
  readonly image?: string;

  /**
   * What the group is for: any word but `master`.
   *
   * @default - Magnum chooses: `worker`
   */
  readonly role?: string;

  /**
   * Size of the volume for container images on every node, in GB.
   *
   * @default - the cluster's
   */
  readonly dockerVolumeSize?: number;

  /**
   * Labels of the group, merged into the cluster's.
   *
   * @default - the cluster's
   */
  readonly magnumLabels?: { readonly [name: string]: string };
}
