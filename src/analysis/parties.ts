import { k8s } from 'cdk8s-plus-29';
import { Assertion, IsolationAssertion, OnlyAssertion, Party } from '../assertions/assertion';
import { KUBERNETES } from '../dialects/kubernetes';
import { ingest } from '../ingest/ingest';
import { Origin } from '../model/origin';
import { DIRECTIONS, Rule, TrafficDirection } from '../model/policy';
import { PortMatch } from '../model/port-match';
import { renderProblem } from '../render/human';
import { Direction } from '../values/direction';
import { checkSource, kindOfPeer } from '../values/given';
import { neutralSelector } from '../values/labels/label-selector';
import { IPeer } from '../values/peers/peer';
import { Pods } from '../values/peers/pods';
import { Services } from '../values/peers/services';
import { specOf } from '../values/policy-spec';
import { Port } from '../values/ports/port';
import { BadInput } from '../values/refuse';

/** What every assertion says in the words of the public API. */
interface StatedText {
  readonly at: Origin;
  /** Where pods are that do not say so themselves. */
  readonly namespace: string;
  readonly reason?: string;
}

/** An assertion about pairs in the words of the public API. */
export interface AssertionText extends StatedText {
  readonly source: IPeer;
  readonly destination: IPeer;
  readonly ports?: readonly Port[];
  /** Whether parties that name pods by labels mean every pod that may come to have them. */
  readonly futurePods?: boolean;
}

/** Where Kubernetes puts a workload that names no namespace. */
const DEFAULT_NAMESPACE = 'default';

const EVERY_PORT: readonly PortMatch[] = [{ kind: 'any' }];

/**
 * The assertion as the judge understands it.
 *
 * Peers and ports take the way of a policy's: through a manifest. So they mean here just what they mean there.
 */
export function assertionOf(
  { at, namespace, source, destination, ports, reason, futurePods }: AssertionText,
): Assertion {
  return {
    at,
    source: sourceOf(namespace, source),
    destination: partyOf(namespace, destination),
    ports: portsOf(namespace, ports),
    reason,
    futurePods,
  };
}

function sourceOf(namespace: string, peer: IPeer): Party {
  checkSource('the assertion', 'source', peer);
  return partyOf(namespace, peer);
}

/** Those who alone may be at the other end, in the words of the public API. */
export interface OnlyText extends StatedText {
  readonly subject: IPeer;
  readonly allowed: readonly IPeer[];
  readonly ports?: readonly Port[];
  readonly futurePods?: boolean;
}

/** The assertion about everybody else as it is judged. */
export function onlyAssertionOf(
  { at, namespace, subject, allowed, ports, reason, futurePods }: OnlyText,
): OnlyAssertion {
  return {
    at,
    subject: partyOf(namespace, subject),
    allowed: allowed.map(peer => partyOf(namespace, peer)),
    ports: portsOf(namespace, ports),
    reason,
    futurePods,
  };
}

/** Pods that policies must isolate, in the words of the public API. */
export interface IsolationText extends StatedText {
  readonly subject: IPeer;
  readonly direction?: Direction;
  readonly futurePods?: boolean;
}

/** The assertion about isolation as it is judged. */
export function isolationAssertionOf(
  { at, namespace, subject, direction = Direction.BOTH, reason, futurePods }: IsolationText,
): IsolationAssertion {
  return { at, subject: partyOf(namespace, subject), directions: DIRECTIONS_OF[direction], reason, futurePods };
}

const DIRECTIONS_OF: Readonly<Record<Direction, readonly TrafficDirection[]>> = {
  [Direction.INGRESS]: ['ingress'], [Direction.EGRESS]: ['egress'], [Direction.BOTH]: DIRECTIONS,
};

function portsOf(namespace: string, ports: readonly Port[] | undefined): readonly PortMatch[] {
  return ports === undefined ? EVERY_PORT : ruleOf(namespace, Pods.all(), ports).ports;
}

function partyOf(namespace: string, peer: IPeer): Party {
  const description = peer.toString();
  switch (kindOfPeer(peer)) {
    case 'services': {
      const services = (peer as Services)._placed(namespace);
      return { description, peers: [], beyondPolicies: services.map(service => ({ kind: 'service', ...service })) };
    }
    case 'API server': return { description, peers: [], beyondPolicies: [{ kind: 'api-server' }] };
    case 'nodes': return { description, peers: [{ kind: 'nodes', nodes: neutralSelector(peer.toPeerConfig().nodeSelector!) }] };
    default: {
      const placed = isUnplaced(peer) ? peer._located([DEFAULT_NAMESPACE]) : peer;
      return { description: placed.toString(), peers: ruleOf(namespace, placed).peers };
    }
  }
}

/** Pods of a workload that names no namespace: they are not where the assertion is, but where the workload is put. */
function isUnplaced(peer: IPeer): peer is Pods {
  return (peer as Partial<Pods>)._scope?.kind === 'unstated';
}

function ruleOf(namespace: string, peer: IPeer, ports?: readonly Port[]): Rule {
  const where = peer.toString();
  const manifest = k8s.KubeNetworkPolicy.manifest({
    metadata: { name: 'assertion', namespace },
    spec: specOf({
      where, namespace, subject: Pods.all(), rules: { ingress: [{ peers: [peer], ports }] },
    }),
  });
  const { snapshot, problems } = ingest([{ content: manifest }], { dialect: KUBERNETES });
  const rule = snapshot.policies[0]?.ingress?.rules[0];
  if (rule === undefined) {
    throw new BadInput(problems.map(renderProblem).join('\n\n'));
  }
  return rule;
}
