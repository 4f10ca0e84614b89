/**
 * A cluster template that is made for the cluster: Kubernetes with the network driver Cilium.
 *
 * Magnum as OpenStack publishes it refuses the driver Cilium in a template unless its operator allows it
 * (`[cluster_template] kubernetes_allowed_network_drivers`).
 *
 * @see https://docs.openstack.org/magnum/latest/user/#clustertemplate
 */
export interface MagnumClusterTemplate {
  /** Name or id of the image that the nodes boot from. */
  readonly image: string;

  /**
   * Name of the template in Magnum. No other template that the project sees may have it, because the cluster finds its
   * template by it.
   *
   * @default - the name of the object in Kubernetes, which is unique in the app
   */
  readonly templateName?: string;

  /**
   * Name or id of the network that leads out of the cluster.
   *
   * @default - Magnum chooses
   */
  readonly externalNetwork?: string;

  /**
   * Address of the name server that the nodes use.
   *
   * @default - Magnum chooses
   */
  readonly dnsNameserver?: string;

  /**
   * Flavor of the worker nodes.
   *
   * @default - the cluster must name one
   */
  readonly flavor?: string;

  /**
   * Flavor of the control plane nodes.
   *
   * @default - the cluster must name one
   */
  readonly masterFlavor?: string;

  /**
   * Name of the key pair that gives access to the nodes.
   *
   * @default - the cluster must name one
   */
  readonly keypair?: string;

  /**
   * Size of the volume for container images on every node, in GB.
   *
   * @default - Magnum chooses
   */
  readonly dockerVolumeSize?: number;

  /**
   * How container images are stored on the nodes: `overlay2`.
   *
   * @default - Magnum chooses
   */
  readonly dockerStorageDriver?: string;

  /**
   * What provides persistent volumes: `cinder`.
   *
   * @default - none
   */
  readonly volumeDriver?: string;

  /**
   * Labels of the template. The cluster's are merged into them, unless it says otherwise.
   *
   * @default - none
   */
  readonly magnumLabels?: { readonly [name: string]: string };

  /**
   * Whether other projects see the template. Magnum admits this to administrators only.
   *
   * @default false
   */
  readonly isPublic?: boolean;
}
