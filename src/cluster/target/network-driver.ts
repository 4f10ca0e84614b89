/**
 * What gives the pods of a cluster their network, and whether it enforces network policies by itself.
 *
 * On a driver that does not, the API server accepts every policy and all traffic still flows, unless another controller
 * enforces them.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/#prerequisites
 */
export enum NetworkDriver {
  /** Antrea. It enforces network policies. */
  ANTREA = 'antrea',

  /**
   * The Amazon VPC CNI plugin. It does not enforce network policies unless its node agent is told to, from version 1.14
   * on: with `enableNetworkPolicy=true` name `aws-network-policy-agent` as the policy controller.
   *
   * @see https://docs.aws.amazon.com/eks/latest/userguide/cni-network-policy.html
   */
  AWS_VPC = 'aws-vpc',

  /**
   * Azure CNI. It does not enforce network policies unless the cluster was made with a policy engine
   * (`az aks create --network-policy`): name that as the policy controller. When it is Cilium, name `CILIUM` instead.
   *
   * @see https://learn.microsoft.com/azure/aks/use-network-policies
   */
  AZURE = 'azure',

  /** Calico. It enforces network policies. */
  CALICO = 'calico',

  /**
   * Cilium, also when it enforces on top of another driver. It enforces network policies, and its own kinds; where it
   * reads them differently from Kubernetes' text, the version decides.
   */
  CILIUM = 'cilium',

  /**
   * Flannel. It does not enforce network policies. Distributions put a controller beside it, to be named as the policy
   * controller: `kube-router` in k3s, `calico` in Canal, `kube-network-policies` from flannel's Helm chart
   * (`netpol.enabled=true`, from v0.25.5 on).
   *
   * @see https://github.com/flannel-io/flannel/blob/master/Documentation/netpol.md
   */
  FLANNEL = 'flannel',

  /**
   * GKE's Dataplane V2. It enforces network policies, always. It is built on Cilium, but Google keeps Cilium's version
   * to itself: a verdict is certain where all versions of Cilium agree. It does not admit Cilium's namespaced kind of
   * policy, and the one for the whole cluster only where that is switched on.
   *
   * @see https://cloud.google.com/kubernetes-engine/docs/concepts/dataplane-v2
   */
  GKE_DATAPLANE_V2 = 'gke-dataplane-v2',

  /**
   * Kindnet, the driver of kind. It enforces network policies from kind v0.24.0 on; for an older one say `OTHER`.
   *
   * @see https://kindnet.es/docs/user/network-policies
   */
  KINDNET = 'kindnet',

  /** Kubenet. It does not enforce network policies. */
  KUBENET = 'kubenet',

  /** Kube-router as the driver. It enforces network policies. */
  KUBE_ROUTER = 'kube-router',

  /** OVN-Kubernetes, the driver of OpenShift. It enforces network policies. */
  OVN_KUBERNETES = 'ovn-kubernetes',

  /** Weave Net, which is no longer maintained. It enforces network policies unless its controller was switched off. */
  WEAVE = 'weave',

  /** Any other driver. It is taken not to enforce network policies: if it does, name it as the policy controller. */
  OTHER = 'other',
}
