import { Difference } from './np-guard-cases';

// Cases with AdminNetworkPolicies and BaselineAdminNetworkPolicies. Many are made of four namespaces, each a house.

const GRYFFINDOR = 'network-policy-conformance-gryffindor/harry-potter[StatefulSet] : All Connections';
const HUFFLEPUFF = 'network-policy-conformance-hufflepuff/cedric-diggory[StatefulSet] : All Connections';
const RAVENCLAW = 'network-policy-conformance-ravenclaw/luna-lovegood[StatefulSet] : All Connections';
const SLYTHERIN = 'network-policy-conformance-slytherin/draco-malfoy[StatefulSet] : All Connections';
const HOUSES = [GRYFFINDOR, HUFFLEPUFF, RAVENCLAW, SLYTHERIN];

/** Folder, and the workloads of which we print that two of their pods may connect, as np-guard never does. */
export const ADMIN_AGREEING: readonly (readonly [folder: string, ...replicas: readonly string[]])[] = [
  ['anp_and_banp_using_networks_and_nodes_test', 'ns1/pod1[Deployment] : All Connections', 'ns2/pod1[Deployment] : All Connections', 'ns3/pod1[Deployment] : All Connections'],
  ['anp_and_banp_using_networks_test', 'ns1/pod1[Deployment] : All Connections', 'ns2/pod1[Deployment] : All Connections'],
  ['anp_banp_core_test', ...HOUSES],
  ['anp_banp_test_with_named_port_matched', GRYFFINDOR, SLYTHERIN],
  ['anp_demo', 'slytherin/draco-malfoy[StatefulSet] : All Connections'],
  ['anp_np_banp_core_test', HUFFLEPUFF, RAVENCLAW, SLYTHERIN],
  ['anp_test_10_swapping_rules', ...HOUSES],
  ['anp_test_11_swapping_rules', ...HOUSES],
  ['anp_test_12', ...HOUSES],
  ['anp_test_3_pass_traffic', 'bar-ns/bar[Deployment] : All Connections', 'foo-ns-2/foo[Deployment] : All Connections'],
  ['anp_test_5', HUFFLEPUFF, RAVENCLAW, SLYTHERIN],
  ['anp_test_6_swapping_rules', ...HOUSES],
  ['anp_test_8', ...HOUSES],
  ['anp_test_8_swapping_rules', ...HOUSES],
  ['anp_test_9_swapping_rules', ...HOUSES],
  ['anp_test_combining_test_6_and_test_10', ...HOUSES],
  ['anp_test_ingress_egress_intersection',
    'bar-ns/bar[Deployment] : TCP 2000,UDP 5353',
    'foo-ns-1/foo[Deployment] : TCP 2000,UDP 5353',
    'foo-ns-2/foo[Deployment] : UDP 5353',
    'kube-system/kube-dns[Deployment] : TCP 2000,UDP 5353',
    'monitoring-ns/monitoring[Deployment] : TCP 2000,UDP 5353'],
  ['anp_with_banp_new_test', 'ns1/pod1[Deployment] : All Connections', 'ns2/pod1[Deployment] : All Connections'],
  ['anp_with_np_and_banp_pass_test', 'ns2/pod1[Deployment] : All Connections'],
  ['anp_with_np_pass_test', 'ns2/pod1[Deployment] : All Connections'],
  ['banp_test_core_egress_sctp_swapping_rules', ...HOUSES],
  ['banp_test_core_egress_tcp_rules', ...HOUSES],
  ['banp_test_core_egress_tcp_swapping_rules', ...HOUSES],
  ['banp_test_core_egress_udp_rules', ...HOUSES],
  ['banp_test_core_egress_udp_swapping_rules', ...HOUSES],
  ['banp_test_core_gress_swapping_rules', ...HOUSES],
  ['banp_test_core_ingress_sctp_swapping_rules', ...HOUSES],
  ['banp_test_core_ingress_tcp_rules', ...HOUSES],
  ['banp_test_core_ingress_tcp_swapping_rules', ...HOUSES],
  ['example_pods_w_same_owner_and_labels_gap_anp_good', 'default/internal-security[Pod] : All Connections'],
];

const CRD = 'the CRD of AdminNetworkPolicy v0.1.5 requires `namespaceSelector` and `podSelector` of `pods`, so that the API '
  + 'server refuses the policy, and so do we '
  + '(https://github.com/kubernetes-sigs/network-policy-api/blob/v0.1.5/apis/v1alpha1/shared_types.go)';

export const ADMIN_DIFFERENCES: readonly Difference[] = [
  {
    name: 'pods of namespaces without a selector of pods',
    folders: [
      'anp_demo',
      'anp_test_10_swapping_rules',
      'anp_test_11_swapping_rules',
      'anp_test_12',
      'anp_test_3_pass_traffic',
      'anp_test_8',
      'anp_test_8_swapping_rules',
      'anp_test_9_swapping_rules',
      'anp_test_combining_test_6_and_test_10',
    ],
    replace: /(- pods:[^\n]*\n( +)namespaceSelector:[^\n]*(?:\n\2 [^\n]*)*)(?=\n(?!\2podSelector:|\2 )|$)/,
    by: '$1\n$2podSelector: {}',
    ours: /`spec\.\S+\.pods\.podSelector` is absent, not a selector; what AdminNetworkPolicy \S+ would close or open is not in the answer/,
    because: CRD,
  },
  {
    name: 'pods without a selector of namespaces',
    folders: ['example_pods_w_same_owner_and_labels_gap_anp_good'],
    replace: /(pods:[^\n]*\n( +)podSelector:[^\n]*(?:\n\2 [^\n]*)*)(?=\n(?!\2namespaceSelector:|\2 )|$)/,
    by: '$1\n$2namespaceSelector: {}',
    ours: /`spec\.subject\.pods\.namespaceSelector` is absent, not a selector; what AdminNetworkPolicy \S+ would close or open is not in the answer/,
    because: CRD,
  },
  {
    name: 'a Deployment that does not select its own pods',
    folders: ['anp_test_ingress_egress_intersection'],
    replace: /(matchLabels:\s+app: )monitoring/,
    by: '$1bar',
    ours: /`spec.selector` does not select the labels of `spec.template`/,
    because: 'the API server refuses such a Deployment ("`selector` does not match template `labels`"), and without it we give no '
      + 'answer about pods that a patch for a workload may have '
      + '(https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#selector)',
  },
];
