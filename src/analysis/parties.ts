import { k8s } from 'cdk8s-plus-29';
import { Assertion, Party } from '../assertions/assertion';
import { KUBERNETES } from '../dialects/kubernetes';
import { ingest } from '../ingest/ingest';
import { Origin } from '../model/origin';
import { Rule } from '../model/policy';
import { PortMatch } from '../model/port-match';
import { renderProblem } from '../render/human';
import { IPeer } from '../values/peers/peer';
import { Pods } from '../values/peers/pods';
import { specOf } from '../values/policy-spec';
import { Port } from '../values/ports/port';
import { BadInput } from '../values/refuse';

/** An assertion in the words of the public API. */
export interface AssertionText {
  readonly at: Origin;
  /** Where pods are that do not say so themselves. */
  readonly namespace: string;
  readonly source: IPeer;
  readonly destination: IPeer;
  readonly ports?: readonly Port[];
  readonly reason?: string;
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
    source: partyOf(namespace, source),
    destination: partyOf(namespace, destination),
    ports: ports === undefined ? EVERY_PORT : ruleOf(namespace, Pods.all(), ports).ports,
    reason,
    futurePods,
  };
}

function partyOf(namespace: string, peer: IPeer): Party {
  const placed = isUnplaced(peer) ? peer._located([DEFAULT_NAMESPACE]) : peer;
  return { description: placed.toString(), peers: ruleOf(namespace, placed).peers };
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
