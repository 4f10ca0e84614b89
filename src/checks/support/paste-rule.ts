import { dnsInCode } from './dns-in-code';
import { Label, podsInCode, podsRemark, portInCode } from './pasteable-code';
import { podsPeerYaml, policyYaml, portYaml } from './pasteable-policy';
import { PastedPeers, PastedRule } from './pasted-rule';
import { yamlScalar } from './selector-yaml';
import { FlowProtocol } from '../../model/flow';
import { Workload } from '../../model/workload';
import { labeledPods } from '../../wording/code';
import { CheckContext } from '../check';

/** The rule as lines to paste, in code or as a manifest; before it, or in its place, what has to be done first. */
export function pasteRule(context: PasteContext, rule: PastedRule): string[] {
  const { subject, peers } = rule;
  const own = 'allOf' in subject ? { remarks: [], pods: allOf(subject.allOf) } : podsToPaste(context, subject);
  const other = peers.kind === 'workload' ? podsToPaste(context, peers.workload) : undefined;
  const pods = other === undefined ? undefined : other.pods;
  const remarks = [...own.remarks, ...other?.remarks ?? []];
  if (own.pods === undefined || (other !== undefined && pods === undefined)) {
    return remarks;
  }
  const lines = context.audience === 'constructs' ? codeFor(own.pods, pods, rule)
    : manifestFor(context, own.pods, pods, rule);
  return [...remarks, ...lines];
}

/** What of the context decides how it is written. */
type PasteContext = Pick<CheckContext, 'snapshot' | 'audience'>;

/** Pods as code and manifests write them. */
interface PastedPods {
  readonly code: string;
  readonly labels: readonly Label[];
  readonly namespace: string;
}

/** The pods, unless something has to be done before they can be written; and what there is to say first. */
interface PodsWithRemarks {
  readonly remarks: readonly string[];
  readonly pods?: PastedPods;
}

function podsToPaste({ snapshot }: PasteContext, workload: Workload): PodsWithRemarks {
  const pods = podsInCode(snapshot, workload);
  return { remarks: podsRemark(workload, pods), pods: pods && { ...pods, namespace: workload.namespace } };
}

function allOf(namespace: string): PastedPods {
  return { code: labeledPods([], namespace), labels: [], namespace };
}

function manifestFor(
  { snapshot }: PasteContext, { labels, namespace }: PastedPods, other: PastedPods | undefined, rule: PastedRule,
): string[] {
  const { id, subject, direction, peers, ports } = rule;
  return policyYaml(snapshot, {
    name: 'allOf' in subject ? id : `${subject.name}-${id}`,
    namespace,
    subject: labels,
    direction,
    peers: itemsFor(peers, other, namespace).map(([first, ...rest]) =>
      [peers.remark === undefined ? first : `${first} # ${peers.remark}`, ...rest]),
    ports: ports.map(({ protocol, port }) => portYaml(protocol, port)),
  });
}

function itemsFor(peers: PastedPeers, other: PastedPods | undefined, namespace: string): string[][] {
  switch (peers.kind) {
    case 'workload': return [podsPeerYaml(other!.labels, other!.namespace, namespace)];
    case 'pods': return [podsPeerYaml(peers.labels, peers.namespace, namespace)];
    case 'addresses': return peers.cidrs.map(cidr => [`ipBlock: { cidr: ${yamlScalar(cidr)} }`]);
  }
}

function codeFor({ code }: PastedPods, other: PastedPods | undefined, rule: PastedRule): string[] {
  const { id, direction, peers, ports } = rule;
  return dnsInCode(code, rule) ?? [
    `new ${peers.kind === 'addresses' ? 'AllowCidr' : 'AllowPods'}(this, '${id}', {`,
    `  subject: ${code},`,
    `  peers: [${peersInCode(peers, other)}],${peers.remark === undefined ? '' : ` // ${peers.remark}`}`,
    `  ports: [${ports.map(({ protocol, port }) => knownPort(protocol, port) ?? portInCode(protocol, port)).join(', ')}],`,
    `  direction: Direction.${direction.toUpperCase()},`,
    '});',
  ];
}

function peersInCode(peers: PastedPeers, other: PastedPods | undefined): string {
  switch (peers.kind) {
    case 'workload': return other!.code;
    case 'pods': return labeledPods(peers.labels, peers.namespace);
    case 'addresses': return peers.cidrs.map(cidr => `Cidr.of('${cidr}')`).join(', ');
  }
}

/** Those of DNS have names of their own. */
function knownPort(protocol: FlowProtocol, port: number): string | undefined {
  return port === 53 && (protocol === 'UDP' || protocol === 'TCP') ? `Port.DNS_${protocol}` : undefined;
}
