import { PastedRule } from './pasted-rule';

/** Where NodeLocal DNSCache is unless somebody says otherwise. */
const USUAL_CACHE = '169.254.20.10/32';

/** A rule for questions for names as the construct that is made for it writes it; undefined for any other rule. */
export function dnsInCode(subject: string, rule: PastedRule): string[] | undefined {
  const { id, peers } = rule;
  if (!isForNames(rule) || peers.remark !== undefined) {
    return undefined;
  }
  switch (peers.kind) {
    case 'workload': return undefined;
    case 'pods': return peers.namespace === 'kube-system' && peers.labels.map(label => label.join('=')).join() === 'k8s-app=kube-dns'
      ? [`new AllowDns(this, '${id}', { subject: ${subject} });`] : undefined;
    case 'addresses': return [
      `new AllowDns(this, '${id}', {`,
      `  subject: ${subject},`,
      `  resolvers: [DnsResolver.nodeLocal(${peers.cidrs.join() === USUAL_CACHE ? '' : peers.cidrs.map(cidr => `'${cidr}'`).join(', ')})],`,
      '});',
    ];
  }
}

function isForNames({ direction, ports }: PastedRule): boolean {
  const protocols = ports.map(({ protocol }) => protocol);
  return direction === 'egress' && ports.length === 2 && ports.every(({ port }) => port === 53)
    && protocols.includes('UDP') && protocols.includes('TCP');
}
