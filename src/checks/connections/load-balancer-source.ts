import { Evidence, Finding } from '../../model/finding';
import { nodeRanges } from '../../model/inside';
import { AddressesPeer, Peer } from '../../model/peer';
import { formatPolicy, Policy, Rule } from '../../model/policy';
import { Snapshot } from '../../model/snapshot';
import { formatWorkload, Service, ServiceExposure } from '../../model/workload';
import { governingPolicies } from '../../semantics/isolation';
import { matchesPort } from '../../semantics/match';
import { list } from '../../wording/lists';
import { describePeer, describeRule, nameRule } from '../../wording/rules';
import { Check } from '../check';
import { isPublic } from '../support/address-kinds';
import { inEveryInterpretation } from '../support/every-interpretation';
import { foldRepeats, Repeatable } from '../support/repeats';
import { PodPort } from '../support/senders';
import { podsBehind, targetsOf } from '../support/services';

const SITE = `
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop, labels: { app: web } }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: web, namespace: shop }
spec:
  podSelector: { matchLabels: { app: web } }
  policyTypes: [Ingress]
  ingress:
    - from: [{ ipBlock: { cidr: 203.0.113.0/24 } }]
---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec:
  type: LoadBalancer
  selector: { app: web }
  ports: [{ port: 80, targetPort: 8080 }]
`;

export const loadBalancerSource: Check = {
  meta: {
    name: 'load-balancer-source',
    severity: 'warning',
    summary: 'Pods behind an open Service admit clients by their addresses, while the Service puts that of a node in their place.',
    why: 'Unless a Service says `externalTrafficPolicy: Local`, a node that hands a connection on to a pod of another node '
      + 'replaces the address of the client by its own. A rule for the addresses of clients then admits nobody.',
    bad: { manifests: SITE },
    good: { manifests: `${SITE}  externalTrafficPolicy: Local\n` },
    links: [{ title: 'Kubernetes: using source IP', url: 'https://kubernetes.io/docs/tutorials/services/source-ip/' }],
    since: '0.1.0',
    status: 'stable',
  },

  check: inEveryInterpretation(({ snapshot }): Finding[] =>
    foldRepeats(snapshot.services.filter(({ exposure }) => exposure?.keepsClientAddress === false)
      .flatMap(service => service.ports.flatMap(front => targetsOf(front, podsBehind(snapshot, service)))
        .flatMap(target => rulesForClients(snapshot, target).map(rule => repeatable(service, target, rule)))))),
};

/** A rule that admits clients by their addresses. */
interface ClientRule {
  readonly policy: Policy;
  readonly rule: Rule;
  readonly blocks: readonly AddressesPeer[];
}

/** None where somebody else is admitted too who may be a node. */
function rulesForClients(snapshot: Snapshot, target: PodPort): ClientRule[] {
  const { workload, protocol, port } = target;
  const destination = { kind: 'workload', workload } as const;
  const flow = { source: destination, destination, protocol, port };
  const governing = workload.hostNetwork ? [] : governingPolicies(snapshot, workload, 'ingress');
  const rules = governing.flatMap(policy => policy.ingress!.rules.map(rule => ({ policy, rule })))
    .filter(({ rule }) => rule.effect === 'allow' && rule.ports.some(match => matchesPort(snapshot, match, flow, workload)));
  const isClear = governing.every(({ tier }) => tier === 'normal')
    && rules.every(({ rule: { peers } }) => peers.every(peer => peer.kind === 'pods' || isForClients(snapshot, peer)));
  return !isClear ? [] : rules.flatMap(({ policy, rule }) => {
    const blocks = rule.peers.filter((peer): peer is AddressesPeer => isForClients(snapshot, peer));
    return blocks.length === 0 ? [] : [{ policy, rule, blocks }];
  });
}

/** Where the addresses of nodes are not known, only public ones are certainly meant for clients. */
function isForClients(snapshot: Snapshot, peer: Peer): boolean {
  const nodes = nodeRanges(snapshot);
  return peer.kind === 'addresses' && !peer.addresses.overlaps(nodes) && (isPublic(peer) || !nodes.isEmpty);
}

function repeatable(
  service: Service, { workload, protocol, port }: PodPort, { policy, rule, blocks }: ClientRule,
): Repeatable {
  const name = `${service.namespace}/${service.name}`;
  const finding: Finding = {
    check: loadBalancerSource.meta.name,
    severity: 'warning',
    title: `ingress ${nameRule(rule)} of policy \`${formatPolicy(policy)}\` admits clients by their addresses, which Service \`${name}\` does not keep`,
    at: policy.origin,
    evidence: [
      { label: 'rule', text: describeRule(policy, 'ingress', rule), mark: markFor(policy, blocks) },
      { label: 'Service', text: `${name}, ${kindOf(service.exposure!)} with externalTrafficPolicy: Cluster -> ${formatWorkload(workload)} ${protocol} ${port}` },
    ],
    notes: ['some load balancers send to the pods themselves: then it is up to them which address the pods see'],
    help: [
      `write \`externalTrafficPolicy: Local\` in Service \`${name}\`: then the pods see the addresses of the clients`,
      ...service.exposure!.hasLoadBalancer
        ? [`or admit the nodes, and let the load balancer choose the clients: \`loadBalancerSourceRanges: [${list(blocks.map(({ cidr }) => cidr))}]\``] : [],
    ],
  };
  return { finding, cause: `${formatPolicy(policy)} ${rule.index}`, place: `Service ${name}` };
}

function markFor({ namespace }: Policy, blocks: readonly AddressesPeer[]): Evidence['mark'] {
  return { part: describePeer(blocks[0], namespace), remark: 'no node is known to have such an address' };
}

function kindOf({ hasLoadBalancer, hasNodePorts }: ServiceExposure): string {
  return hasLoadBalancer ? 'a load balancer' : hasNodePorts ? 'open on every node' : 'open at external addresses';
}
