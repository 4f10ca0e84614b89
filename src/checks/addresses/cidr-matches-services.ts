import { nodeRanges, podRanges, takenAddresses, unionOfKnown } from '../../model/inside';
import { interpretationsOf } from '../../model/interpretation';
import { Origin } from '../../model/origin';
import { formatPolicy } from '../../model/policy';
import { Snapshot } from '../../model/snapshot';
import { isBehind, Service } from '../../model/workload';
import { KnownApiServer, apiServerOf } from '../../semantics/api-server';
import { governingPolicies } from '../../semantics/isolation';
import { AddressSet, NO_ADDRESSES } from '../../sets/addresses';
import { formatCidrs } from '../../sets/cidr';
import { Audience, tellFact } from '../../wording/audience';
import { labeledPods } from '../../wording/code';
import { list, listed } from '../../wording/lists';
import { describePortMatches } from '../../wording/rules';
import { Check, CheckContext } from '../check';
import { blockedApiClients } from '../support/blocked-api-clients';
import { inInterpretationsWithPolicy } from '../support/every-interpretation';
import { podsPeerYaml } from '../support/pasteable-policy';
import { describePlaced, placeOfRule, titleOfRule } from '../support/placed-rules';
import { foldRepeats, Repeatable } from '../support/repeats';
import { itemYaml } from '../support/selector-yaml';
import { admittedBlocks, WrittenBlock } from '../support/written-blocks';

const manifests = (peer: string) => `
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop, labels: { app: web } }
---
apiVersion: v1
kind: Pod
metadata: { name: db, namespace: shop, labels: { app: db } }
---
apiVersion: v1
kind: Service
metadata: { name: db, namespace: shop }
spec: { clusterIP: 10.96.7.20, selector: { app: db }, ports: [{ port: 5432 }] }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: web-egress, namespace: shop }
spec:
  podSelector: { matchLabels: { app: web } }
  policyTypes: [Egress]
  egress:
    - ports: [{ protocol: UDP, port: 53 }, { protocol: TCP, port: 53 }]
    - ports: [{ port: 5432 }]
      to: [${peer}]
`;

export const cidrMatchesServices: Check = {
  meta: {
    name: 'cidr-matches-services',
    severity: 'warning',
    summary: 'A block of addresses holds nothing but addresses of Services, which policies do not see.',
    why: 'The address of a Service is mostly replaced by that of a pod behind it before policies see the packet, so a block '
      + 'that names the Service never matches. Services send nothing either.',
    bad: { manifests: manifests('{ ipBlock: { cidr: 10.96.7.20/32 } }') },
    good: { manifests: manifests('{ podSelector: { matchLabels: { app: db } } }') },
    links: [{ title: 'Kubernetes: behavior of ipBlock', url: 'https://kubernetes.io/docs/concepts/services-networking/network-policies/#behavior-of-to-and-from-selectors' }],
    since: '0.1.0',
    status: 'stable',
  },

  check: context => {
    const isExplained = explainedByApiServer(context.snapshot);
    return inInterpretationsWithPolicy(interpreted => {
      const { snapshot } = interpreted;
      const ranges = addressesOfServicesOnly(snapshot);
      return ranges.isEmpty ? [] : foldRepeats(admittedBlocks(snapshot)
        .filter(({ block: { addresses } }) => !addresses.isEmpty && addresses.isSubsetOf(ranges))
        .filter(({ direction }) => direction === 'ingress' || snapshot.facts.servicesBeforePolicy !== false)
        .filter(written => !isExplained(written))
        .map(written => repeatable(interpreted, written, ranges)));
    })(context);
  },
};

/** Whether api-server-blocked tells what comes of the block: pods of its policy do not reach the API server. */
function explainedByApiServer(snapshot: Snapshot): (written: WrittenBlock) => boolean {
  let blocked: readonly Origin[] | undefined;
  return ({ direction, policy, block: { addresses } }) => {
    const server = direction === 'egress' ? apiServerOf(snapshot) : undefined;
    if (server === undefined || !addresses.isSubsetOf(server.service.addresses)) {
      return false;
    }
    blocked ??= policiesThatBlock(snapshot, server);
    return blocked.includes(policy.origin);
  };
}

/** Whoever enforces the policies, they are for pods that have a use for the API server and do not reach it. */
function policiesThatBlock(snapshot: Snapshot, server: KnownApiServer): Origin[] {
  const [first, ...others] = interpretationsOf(snapshot).map(interpreted => blockedApiClients(interpreted, server)
    .flatMap(({ workload }) => governingPolicies(interpreted, workload, 'egress').map(({ origin }) => origin)));
  return first.filter(origin => others.every(origins => origins.includes(origin)));
}

/** A load balancer's address may be that of a node or of something outside, so only that of the Service itself counts. */
function addressesOfServicesOnly(snapshot: Snapshot): AddressSet {
  const { services, facts } = snapshot;
  const own = services.filter(({ exposure }) => !exposure?.hasLoadBalancer && !exposure?.hasExternalAddresses)
    .map(({ addresses }) => addresses);
  return unionOfKnown([facts.serviceAddresses, ...own])
    .subtract(podRanges(snapshot)).subtract(nodeRanges(snapshot)).subtract(takenAddresses(snapshot));
}

function repeatable(context: CheckContext, written: WrittenBlock, ranges: AddressSet): Repeatable {
  const { policy, direction, rule, block } = written;
  const services = context.snapshot.services.filter(({ addresses }) => addresses.overlaps(block.addresses));
  const isAll = rule.peers.every(peer => peer.kind === 'addresses' && peer.addresses.isSubsetOf(ranges));
  const what = services.length === 1 ? `the address of Service \`${nameOf(services[0])}\`` : `addresses of Services (${block.cidr})`;
  return {
    finding: {
      check: cidrMatchesServices.meta.name,
      severity: isAll ? 'warning' : 'info',
      title: `${titleOfRule(written)} names ${what}, which ${direction === 'egress' ? 'policies do not see' : 'is the source of nothing'}`,
      at: policy.origin,
      evidence: [
        { label: 'rule', text: describePlaced(written) },
        ...services.length === 0 ? [] : [{ label: 'Services', text: list(services.map(describeService)) }],
      ],
      notes: direction === 'ingress' ? []
        : ['the address of a Service is replaced by that of a pod behind it before policies see the packet, unless it is declared otherwise'],
      help: direction === 'ingress' ? [INGRESS_HELP] : [
        services.length === 1 ? helpFor(context, written, services[0]) : GENERAL_HELP, declare(context.audience),
      ],
    },
    cause: `${direction} ${block.cidr} ${isAll} ${describePortMatches(rule.ports)} ${policy.namespace}`,
    place: placeOfRule(written),
  };
}

function describeService(service: Service): string {
  return `${nameOf(service)} at ${list(formatCidrs(service.addresses))}`;
}

function nameOf({ namespace, name }: Service): string {
  return formatPolicy({ namespace, name });
}

const INGRESS_HELP = 'select the pods that send, by their labels';
const GENERAL_HELP = 'select the pods behind the Services by their labels, on the ports that these listen on; the API '
  + 'server is no pod, and is named by its own address and port';

function declare(audience: Audience): string {
  const translation = audience === 'constructs' ? 'ServiceTranslation.AFTER_POLICY' : 'after-policy';
  return 'or declare that the cluster replaces addresses of Services only after that: '
    + tellFact(audience, `serviceTranslation: ${translation}`);
}

function helpFor({ snapshot, audience }: CheckContext, { policy }: WrittenBlock, service: Service): string {
  const { selector, namespace, backends = [] } = service;
  if (selector === undefined) {
    const addresses = backends.reduce((sum: AddressSet, one) => sum.union(one.addresses), NO_ADDRESSES);
    return addresses.isEmpty ? 'name the addresses behind the Service, on the ports that these listen on'
      : `name the addresses behind the Service, on the ports that these listen on: ${listed(formatCidrs(addresses))}`;
  }
  const ports = [...new Set(snapshot.workloads.filter(pod => isBehind(service, pod))
    .flatMap(pod => pod.ports.map(({ protocol, port }) => `${protocol} ${port}`)))];
  return [
    `select the pods behind the Service, on the port that they listen on${ports.length === 0 ? '' : ` (${list(ports)})`}:`,
    ...audience === 'constructs' ? [labeledPods([...selector], namespace)]
      : itemYaml(podsPeerYaml([...selector], namespace, policy.namespace)),
  ].join('\n');
}
