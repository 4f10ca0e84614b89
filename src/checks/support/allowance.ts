import { Label, podsInCode, podsRemark, portInCode } from './pasteable-code';
import { podsPeerYaml, policyYaml, portYaml } from './pasteable-policy';
import { TrafficDirection } from '../../model/policy';
import { Workload } from '../../model/workload';
import { TransportProtocol } from '../../sets/ports';
import { oneLine } from '../../sets/visible';
import { CheckContext } from '../check';

/** Whom a policy to paste is to allow. A remark says what is to be put there, where nobody knows. */
export type AllowedPeer =
  | { readonly kind: 'addresses'; readonly cidrs: readonly string[]; readonly remark?: string }
  | { readonly kind: 'workload'; readonly workload: Workload }
  /** Pods that the input does not have, by all of these labels, or any of the namespace. */
  | { readonly kind: 'pods'; readonly namespace: string; readonly labels: readonly Label[]; readonly remark: string };

/** A policy to paste for pods that are isolated in its direction already. */
export interface Allowance {
  /** What it is good for, which stands before it. */
  readonly what: string;
  readonly id: string;
  readonly subject: Workload;
  readonly direction: TrafficDirection;
  readonly peer: AllowedPeer;
  readonly ports: readonly { readonly protocol: TransportProtocol; readonly port: number }[];
}

/** The policy as code or as a manifest, whichever the reader writes, or what has to be done before it can be written. */
export function pasteAllowance(
  { snapshot, audience }: Pick<CheckContext, 'snapshot' | 'audience'>, allowance: Allowance,
): string {
  const { what, id, subject, direction, peer, ports } = allowance;
  const own = podsInCode(snapshot, subject);
  const other = peer.kind === 'workload' ? podsInCode(snapshot, peer.workload) : undefined;
  const first = [...podsRemark(subject, own), ...peer.kind === 'workload' ? podsRemark(peer.workload, other) : []];
  if (own === undefined || (peer.kind === 'workload' && other === undefined)) {
    return [what, ...first].join('\n');
  }
  return [what, ...first, ...audience === 'manifests' ? policyYaml(snapshot, {
    name: `${subject.name}-${id}`,
    namespace: subject.namespace,
    subject: own.labels,
    direction,
    peers: peersYaml(peer, other?.labels ?? [], subject.namespace),
    ports: ports.map(({ protocol, port }) => portYaml(protocol, port)),
  }) : [
    `new ${peer.kind === 'addresses' ? 'AllowCidr' : 'AllowPods'}(this, '${id}', {`,
    `  subject: ${own.code},`,
    `  peers: [${peersCode(peer, other?.code ?? '')}],${remarkOn(peer, ' //')}`,
    `  ports: [${ports.map(({ protocol, port }) => codeOfPort(protocol, port)).join(', ')}],`,
    `  direction: Direction.${direction.toUpperCase()},`,
    '});',
  ]].join('\n');
}

function peersYaml(peer: AllowedPeer, labels: readonly Label[], ofPolicy: string): string[][] {
  switch (peer.kind) {
    case 'addresses': return peer.cidrs.map(cidr => [`ipBlock: { cidr: ${cidr} }${remarkOn(peer, '  #')}`]);
    case 'workload': return [podsPeerYaml(labels, peer.workload.namespace, ofPolicy)];
    case 'pods': return [[...podsPeerYaml(peer.labels, peer.namespace, ofPolicy), `#${remarkOn(peer, '')}`]];
  }
}

function peersCode(peer: AllowedPeer, code: string): string {
  switch (peer.kind) {
    case 'addresses': return peer.cidrs.map(cidr => `Cidr.of('${cidr}')`).join(', ');
    case 'workload': return code;
    case 'pods': {
      const labels = peer.labels.map(([key, value]) => `${key}: '${value}'`).join(', ');
      return `Pods.${labels === '' ? 'all()' : `labeled({ ${labels} })`}.inNamespace('${oneLine(peer.namespace)}')`;
    }
  }
}

function remarkOn(peer: AllowedPeer, sign: string): string {
  return peer.kind === 'workload' || peer.remark === undefined ? '' : `${sign} ${peer.remark}`;
}

function codeOfPort(protocol: TransportProtocol, port: number): string {
  return port === 53 && protocol !== 'SCTP' ? `Port.DNS_${protocol}` : portInCode(protocol, port);
}
