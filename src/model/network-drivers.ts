/** What may give the pods of a cluster their network, and whether it enforces network policies with nothing added. */
export const NETWORK_DRIVERS = {
  'antrea': true,
  'aws-vpc': false,
  'azure': false,
  'calico': true,
  'cilium': true,
  'flannel': false,
  'gke-dataplane-v2': true,
  'kindnet': true,
  'kubenet': false,
  'kube-router': true,
  'ovn-kubernetes': true,
  'weave': true,
  'other': false,
} as const;

export type DriverName = keyof typeof NETWORK_DRIVERS;
