import { Quirk } from './quirks';

/** What messages and documentation say about a quirk. */
export interface QuirkText {
  /** What Cilium does, as a sentence. */
  readonly does: string;
  /** What to write so that the policy means the same everywhere. */
  readonly help: string;
  /** The same for GKE's Dataplane V2, where that takes less than Cilium. */
  readonly helpOnGke?: string;
  /** The same for somebody who writes no code. */
  readonly helpInManifests?: string;
}

export const QUIRK_TEXTS: Readonly<Record<Quirk, QuirkText>> = {
  'rules-count-without-policy-types': {
    does: 'Cilium applies the rules of a direction although `policyTypes` does not list it (cilium#48703)',
    help: 'list the direction in `policyTypes`, or remove its rules',
  },
  'ip-block-is-outside-only': {
    does: 'to Cilium an ipBlock means addresses outside the cluster: never a pod, nor a node',
    help: 'select pods by their labels; nodes need Cilium\'s `policyCIDRMatchMode: nodes` (fact `policyCidrMatchModes`), or a '
      + 'CiliumNetworkPolicy with `toEntities: [remote-node, kube-apiserver]`',
    helpOnGke: 'select pods by their labels; nodes need a CiliumClusterwideNetworkPolicy with '
      + '`toEntities: [remote-node, kube-apiserver]`, where that kind is switched on',
  },
  'end-port-is-cut': {
    does: 'Cilium up to 1.15 ignores `endPort` and allows the first port of the range only',
    help: 'list the ports one by one, or upgrade Cilium to 1.16 or newer',
  },
  'negative-selector-admits-outsiders': {
    does: 'up to Cilium 1.18 a namespaceSelector of NotIn and DoesNotExist alone fits nodes and the whole internet; '
      + 'from 1.19 on only next to a podSelector that names the cluster, and perhaps nodes that have labels (cilium#46949)',
    help: 'add a positive requirement, such as one on the label `kubernetes.io/metadata.name`, '
      + 'which every namespace has',
  },
  'empty-ip-block-admits-everybody': {
    does: 'Cilium up to 1.15 reads an ipBlock whose exceptions cover it whole, in a rule with ports, as everybody',
    help: 'remove the peer: it means nobody',
  },
  'port-names-share-one-table': {
    does: 'for egress, Cilium up to 1.19 looks a port name up in one table of all pods; '
      + 'a name with two numbers matches nothing',
    help: 'name the port by its number',
  },
  'last-port-name-wins': {
    does: 'of a port name that a pod has twice, Cilium takes the last, even if that is of another protocol',
    help: 'give the container ports different names',
  },
  'sidecar-ports-have-no-names': {
    does: 'to Cilium the ports of init containers have no names, not even of those that keep running as sidecars',
    help: 'name the port by its number',
  },
  'labels-are-dropped': {
    does: 'Cilium leaves pod labels that begin with `kubernetes.io`, `k8s.io` or `io.cilium.k8s`, or that controllers set, '
      + 'out of identities: to a selector they are absent',
    help: 'select by a label of your own, such as `app.kubernetes.io/name`',
  },
  'identities-have-more-labels': {
    does: 'Cilium lets a pod selector ask for the namespace (`io.kubernetes.pod.namespace`), its labels '
      + '(`io.cilium.k8s.namespace.labels.…`), the service account (`io.cilium.k8s.policy.serviceaccount`) '
      + 'and the cluster (`io.cilium.k8s.policy.cluster`)',
    help: 'select by a label that the pods have everywhere, and namespaces by `namespaceSelector`',
  },
  'own-namespace-is-forced': {
    does: 'Cilium writes the namespace of the policy over `io.kubernetes.pod.namespace` in the `matchLabels` of a podSelector',
    help: 'select other namespaces by `namespaceSelector`; the label means nothing elsewhere',
  },
  'host-label-opens-pods': {
    does: 'up to Cilium 1.20.1 no policy applies to a pod that has a label with the key `host`, while the host firewall is off '
      + '(cilium#48027)',
    help: 'give the label another key',
  },
  'init-label-isolates-pods': {
    does: 'Cilium isolates a pod that has a label with the key `init` in both directions, even without a policy',
    help: 'give the label another key',
  },
  'host-network-pods-are-nodes': {
    does: 'to Cilium a pod on the host network is its node: no policy selects it and no pod selector admits it',
    help: 'take the pod off the host network, or write a CiliumNetworkPolicy with `fromEntities`',
    helpOnGke: 'take the pod off the host network, or write a CiliumClusterwideNetworkPolicy with `fromEntities`, where that kind '
      + 'is switched on',
  },
  'own-node-needs-a-rule': {
    does: 'under egress isolation Cilium lets a pod reach its own node only if a rule admits the node',
    help: 'add a CiliumNetworkPolicy with `toEntities: [host]` for pods that need their node, such as agents',
    helpOnGke: 'add a CiliumClusterwideNetworkPolicy with `toEntities: [host]` for pods that need their node, such as agents, where '
      + 'that kind is switched on',
  },
  'sctp-is-dropped': {
    does: 'Cilium drops SCTP unless it is installed with `sctp.enabled=true`',
    help: 'say so if it is: `facts: { sctpEnabled: true }`',
    helpInManifests: 'say so if it is: `facts: { sctpEnabled: true }` in netpol.yaml',
  },
  'isolates-every-pod': {
    does: 'in enforcement mode `always` Cilium isolates pods that no policy selects',
    help: 'allow what these pods need, or use enforcement mode `default`',
  },
  'enforces-nothing': {
    does: 'in enforcement mode `never` Cilium enforces no policy',
    help: 'use enforcement mode `default`',
  },
};
