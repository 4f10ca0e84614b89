import { Label, podsInCode, podsRemark, portInCode } from './pasteable-code';
import { podsPeerYaml, policyYaml, portYaml } from './pasteable-policy';
import { scalar } from './selector-yaml';
import { FlowProtocol } from '../../model/flow';
import { TrafficDirection } from '../../model/policy';
import { Workload } from '../../model/workload';
import { oneLine } from '../../sets/visible';
import { CheckContext } from '../check';

/** Whom a rule is to admit, with a remark where somebody has to put in what nobody knows. */
export type PastedPeers =
  | { readonly kind: 'pods'; readonly labels: readonly Label[]; readonly namespace: string; readonly remark?: string }
  | { readonly kind: 'addresses'; readonly cidrs: readonly string[]; readonly remark?: string };

/** A rule for pods that are isolated in its direction already, as others would be isolated by it. */
export interface PastedRule {
  /** What the construct is called, and behind the name of the workload the policy. */
  readonly id: string;
  /** The pods of a workload, or all of a namespace. */
  readonly subject: Workload | { readonly allOf: string };
  readonly direction: TrafficDirection;
  readonly peers: PastedPeers;
  readonly ports: readonly { readonly protocol: FlowProtocol; readonly port: number }[];
}

/** The rule as lines to paste, in code or as a manifest; before it, or in its place, what has to be done first. */
export function pasteRule({ snapshot, audience }: CheckContext, rule: PastedRule): string[] {
  const { subject } = rule;
  if ('allOf' in subject) {
    const namespace = subject.allOf;
    return audience === 'constructs' ? codeFor(`Pods.all().inNamespace('${oneLine(namespace)}')`, rule)
      : policyYaml(snapshot, { ...inManifest(rule, namespace), name: rule.id, namespace, subject: [] });
  }
  const pods = podsInCode(snapshot, subject);
  const { name, namespace } = subject;
  return [
    ...podsRemark(subject, pods),
    ...pods === undefined ? [] : audience === 'constructs' ? codeFor(pods.code, rule)
      : policyYaml(snapshot, { ...inManifest(rule, namespace), name: `${name}-${rule.id}`, namespace, subject: pods.labels }),
  ];
}

function inManifest({ direction, peers, ports }: PastedRule, namespace: string) {
  const remark = peers.remark === undefined ? '' : ` # ${peers.remark}`;
  return {
    direction,
    peers: peers.kind === 'addresses' ? peers.cidrs.map(cidr => [`ipBlock: { cidr: ${scalar(cidr)} }${remark}`])
      : [podsPeerYaml(peers.labels, peers.namespace, namespace).map((line, index) => (index === 0 ? `${line}${remark}` : line))],
    ports: ports.map(({ protocol, port }) => portYaml(protocol, port)),
  };
}

function codeFor(subject: string, { id, direction, peers, ports }: PastedRule): string[] {
  const [construct, written] = peers.kind === 'pods' ? ['AllowPods', podsPeer(peers.labels, peers.namespace)]
    : ['AllowCidr', peers.cidrs.map(cidr => `Cidr.of('${cidr}')`).join(', ')];
  return [
    `new ${construct}(this, '${id}', {`,
    `  subject: ${subject},`,
    `  peers: [${written}],${peers.remark === undefined ? '' : ` // ${peers.remark}`}`,
    `  ports: [${ports.map(({ protocol, port }) => knownPort(protocol, port) ?? portInCode(protocol, port)).join(', ')}],`,
    `  direction: Direction.${direction.toUpperCase()},`,
    '});',
  ];
}

function podsPeer(labels: readonly Label[], namespace: string): string {
  const pairs = labels.map(([key, value]) => `'${oneLine(key)}': '${oneLine(value)}'`);
  return `Pods.labeled({ ${pairs.join(', ')} }).inNamespace('${oneLine(namespace)}')`;
}

/** Those of DNS have names of their own. */
function knownPort(protocol: FlowProtocol, port: number): string | undefined {
  return port === 53 && (protocol === 'UDP' || protocol === 'TCP') ? `Port.DNS_${protocol}` : undefined;
}
