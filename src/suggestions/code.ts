import { namesPorts, PortItem, portItems } from './manifest';
import { SuggestedPeer, SuggestedPolicy, SuggestedRule } from './suggestion';
import { pasteableBlock } from '../checks/support/pasteable-block';
import { labeledPods } from '../wording/code';

/** The policy as constructs, one for each rule and sort of peers. */
export function codeOfPolicy(policy: SuggestedPolicy): string {
  const parts = policy.rules.flatMap(rule => [
    ...constructFor(policy, rule, 'AllowPods', rule.peers.filter(({ kind }) => kind === 'pods')),
    ...constructFor(policy, rule, 'AllowCidr', rule.peers.filter(({ kind }) => kind === 'block')),
  ]);
  return parts.map((write, index) => write(index === 0 ? policy.name : `${policy.name}-${index + 1}`)).join('');
}

/** Writes a construct under an id. */
type Construct = (id: string) => string;

function constructFor(
  { subject, namespace, direction }: SuggestedPolicy, { ports }: SuggestedRule,
  type: string, peers: readonly SuggestedPeer[],
): Construct[] {
  return peers.length === 0 ? [] : [id => [
    `new ${type}(this, '${id}', {`,
    `  subject: ${labeledPods(subject, namespace)},`,
    `  peers: [${peers.map(peerInCode).join(', ')}],`,
    ...namesPorts(ports) ? [`  ports: [${ports.flatMap(portItems).map(portInCode).join(', ')}],`] : [],
    `  direction: Direction.${direction.toUpperCase()},`,
    '});',
  ].map(line => `${line}\n`).join('')];
}

function portInCode({ protocol, port, endPort }: PortItem): string {
  const name = protocol.toLowerCase();
  return typeof port === 'string' ? `Port.named('${port}'${protocol === 'TCP' ? '' : `, Protocol.${protocol}`})`
    : port === undefined ? `Port.all${name[0].toUpperCase()}${name.slice(1)}()`
      : endPort === undefined ? `Port.${name}(${port})` : `Port.${name}Range(${port}, ${endPort})`;
}

function peerInCode(peer: SuggestedPeer): string {
  if (peer.kind === 'pods') {
    return labeledPods(peer.labels, peer.namespace);
  }
  return pasteableBlock('constructs', peer.cidr, peer.exceptCidrs);
}
