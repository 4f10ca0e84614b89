/** Something that the two read differently. The text is replaced, so that the rest of the case can be compared. */
export interface Difference {
  readonly name: string;
  /** The folders where it changes the answer. */
  readonly folders: readonly string[];
  readonly replace: RegExp;
  readonly by: string;
  /** What our answer says when nothing is replaced. */
  readonly ours: RegExp;
  /** Who is right, and what settles it. */
  readonly because: string;
}

export const DIFFERENCES: readonly Difference[] = [
  {
    name: 'pods on the host network',
    folders: [
      'ipblockstest_3', 'multiple_topology_resources_1',
      'semanticDiff-same-topologies-new1', 'semanticDiff-same-topologies-new3',
      'semanticDiff-same-topologies-old1', 'semanticDiff-same-topologies-old2',
    ],
    replace: /(hostNetwork"?: *)true/,
    by: '$1false',
    ours: /of which it is unknown whether they are allowed are left out/,
    because: 'np-guard takes pods on the host network for pods like any other; for Kubernetes "NetworkPolicy behaviour '
      + 'for hostNetwork pods is undefined", so that our answer is unknown '
      + '(https://kubernetes.io/docs/concepts/services-networking/network-policies/#networkpolicy-and-hostnetwork-pods)',
  },
  {
    name: 'a policy with a name that no object can have',
    folders: ['example_pods_w_same_owner_and_labels_gap_with_policy_selector_not_in_gap'],
    replace: /use_common_labels_same_values/,
    by: 'use-common-labels-same-values',
    ours: /warning\[input\]: `metadata.name` is "use_common_labels_same_values", not a name that an object can have/,
    because: 'the API server refuses a policy whose name is no DNS subdomain, and so do we '
      + '(https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-subdomain-names)',
  },
  {
    name: 'an owner without a kind',
    folders: [
      'example_pods_w_same_owner_and_labels_gap_anp_good',
      'example_pods_w_same_owner_and_labels_gap_no_policy',
      'example_pods_w_same_owner_and_labels_gap_with_policy_selector_not_in_gap',
    ],
    replace: /(- name: internal-security)/,
    by: '$1\n      kind: Pod',
    ours: /default\/pod-1\[Pod\]/,
    because: 'np-guard takes an owner without a kind for a pod; `kind` is a required field of an owner reference, '
      + 'and without it our pods keep their own names '
      + '(https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/object-meta/)',
  },
];

/**
 * Cases with nothing but NetworkPolicies: folder, and the workloads of which we print that two of their pods may
 * connect. np-guard drops every row from a workload to itself, though replicas obey policies like any other two pods:
 * https://kubernetes.io/docs/concepts/services-networking/network-policies/ says that a pod cannot block access to
 * itself, and nothing of the kind about its replicas.
 */
export const AGREEING: readonly (readonly [folder: string, ...replicas: readonly string[]])[] = [
  ['example_pods_w_same_owner_and_labels_gap_no_policy', 'default/internal-security[Pod] : All Connections'],
  ['example_pods_w_same_owner_and_labels_gap_with_policy_selector_not_in_gap',
    'default/internal-security[Pod] : TCP 8050'],
  ['ipblockstest_3',
    'ibm-system/ibm-cloud-provider-ip-169-60-164-10-5c9dd7c9c[ReplicaSet] : All Connections',
    'ibm-system/ibm-cloud-provider-ip-169-60-164-14-6d448884df[ReplicaSet] : All Connections',
    'kube-system-dummy-to-ignore/kube-dns-amd64-d66bf76db[ReplicaSet] : All Connections',
    'kube-system-dummy-to-ignore/public-cre08b89c167414305a1afb205d0bd346f-alb1-8489b8458f[ReplicaSet] : All Connections',
    'kube-system/calico-node[DaemonSet] : All Connections',
    'kube-system/ibm-kube-fluentd[DaemonSet] : All Connections'],
  ['multiple_topology_resources_1',
    'default/cog-agents[DaemonSet] : All Connections',
    'kube-system-dummy-to-ignore/kube-dns-amd64-d66bf76db[ReplicaSet] : All Connections',
    'kube-system-dummy-to-ignore/public-cre08b89c167414305a1afb205d0bd346f-alb1-8489b8458f[ReplicaSet] : All Connections',
    'kube-system/calico-node[DaemonSet] : All Connections',
    'kube-system/keepalived-watcher[DaemonSet] : All Connections',
    'kube-system/kube-fluentd[DaemonSet] : All Connections',
    'vendor-system/barbar-app[ReplicaSet] : All Connections',
    'vendor-system/foofoo-app[ReplicaSet] : All Connections'],
  ['multiple_topology_resources_4',
    'default/cog-agents[DaemonSet] : All Connections',
    'kube-system-dummy-to-ignore/kube-dns-amd64-d66bf76db[ReplicaSet] : All Connections',
    'kube-system-dummy-to-ignore/public-cre08b89c167414305a1afb205d0bd346f-alb1-8489b8458f[ReplicaSet] : All Connections',
    'kube-system/calico-node[DaemonSet] : All Connections',
    'kube-system/keepalived-watcher[DaemonSet] : All Connections',
    'kube-system/kube-fluentd[DaemonSet] : All Connections',
    'vendor-system/barbar-app[ReplicaSet] : All Connections',
    'vendor-system/foofoo-app[ReplicaSet] : All Connections'],
  ['netpol-analysis-example-minimal'],
  ['netpol_named_port_test', 'helloworld/new-pod[Deployment] : All Connections'],
  ['netpol_named_port_test_2', 'helloworld/pod-a[Deployment] : All Connections'],
  ['new_online_boutique', 'default/loadgenerator[Deployment] : All Connections'],
  ['new_online_boutique_synthesis'],
  ['online_boutique_workloads_no_ns', 'default/redis-cart[Deployment] : All Connections'],
  ['onlineboutique'],
  ['semanticDiff-different-topologies-policy-a-with-ipblock'],
  ['semanticDiff-different-topologies-policy-a'],
  ['semanticDiff-different-topologies-policy-b-with-ipblock'],
  ['semanticDiff-different-topologies-policy-b'],
  ['semanticDiff-same-topologies-new1'],
  ['semanticDiff-same-topologies-new3'],
  ['semanticDiff-same-topologies-old1'],
  ['semanticDiff-same-topologies-old2'],
  ['test_with_named_ports_changed_netpol',
    'default/cog-agents[DaemonSet] : All Connections',
    'kube-system-dummy-to-ignore/kube-dns-amd64-d66bf76db[ReplicaSet] : TCP 10053-10054,UDP 10053',
    'kube-system/calico-node[DaemonSet] : All Connections',
    'kube-system/keepalived-watcher[DaemonSet] : All Connections',
    'kube-system/kube-fluentd[DaemonSet] : All Connections',
    'vendor-system/barbar-app[ReplicaSet] : All Connections',
    'vendor-system/foofoo-app[ReplicaSet] : All Connections'],
  ['test_with_named_ports_changed_netpol_2',
    'default/cog-agents[DaemonSet] : All Connections',
    'kube-system-dummy-to-ignore/kube-dns-amd64-d66bf76db[ReplicaSet] : All Connections',
    'kube-system-dummy-to-ignore/public-cre08b89c167414305a1afb205d0bd346f-alb1-8489b8458f[ReplicaSet] : All Connections',
    'kube-system/calico-node[DaemonSet] : All Connections',
    'kube-system/keepalived-watcher[DaemonSet] : All Connections',
    'kube-system/kube-fluentd[DaemonSet] : All Connections',
    'vendor-system/barbar-app[ReplicaSet] : All Connections',
    'vendor-system/foofoo-app[ReplicaSet] : All Connections'],
  ['with_end_port_example',
    'default/cog-agents[DaemonSet] : All Connections',
    'kube-system-dummy-to-ignore/kube-dns-amd64-d66bf76db[ReplicaSet] : All Connections',
    'kube-system-dummy-to-ignore/public-cre08b89c167414305a1afb205d0bd346f-alb1-8489b8458f[ReplicaSet] : All Connections',
    'kube-system/calico-node[DaemonSet] : All Connections',
    'kube-system/keepalived-watcher[DaemonSet] : All Connections',
    'kube-system/kube-fluentd[DaemonSet] : All Connections',
    'vendor-system/barbar-app[ReplicaSet] : All Connections',
    'vendor-system/foofoo-app[ReplicaSet] : All Connections'],
  ['with_end_port_example_new',
    'default/cog-agents[DaemonSet] : All Connections',
    'kube-system-dummy-to-ignore/kube-dns-amd64-d66bf76db[ReplicaSet] : All Connections',
    'kube-system-dummy-to-ignore/public-cre08b89c167414305a1afb205d0bd346f-alb1-8489b8458f[ReplicaSet] : All Connections',
    'kube-system/calico-node[DaemonSet] : All Connections',
    'kube-system/keepalived-watcher[DaemonSet] : All Connections',
    'kube-system/kube-fluentd[DaemonSet] : All Connections',
    'vendor-system/barbar-app[ReplicaSet] : All Connections',
    'vendor-system/foofoo-app[ReplicaSet] : All Connections'],
];
