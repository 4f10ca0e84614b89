/**
 * Whose Magnum makes the cluster, which decides where the network driver is read from.
 */
export enum MagnumPlatform {
  /**
   * Virtuozzo Hybrid Infrastructure and what is built on it. The label `network_driver` of a cluster chooses its driver.
   *
   * @see https://docs.virtuozzo.com/virtuozzo_hybrid_cloud_1_0_self_service_guide/using-network-policies-in-kubernetes.html
   */
  VIRTUOZZO = 'virtuozzo',

  /**
   * Magnum as OpenStack publishes it. The cluster template chooses the driver and the label does nothing; with a template
   * of another driver the cluster comes up without Cilium, and nobody says so.
   *
   * @see https://docs.openstack.org/magnum/latest/user/#network-driver
   */
  UPSTREAM_MAGNUM = 'upstream-magnum',
}
