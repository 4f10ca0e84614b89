import { ApiObject, ApiObjectMetadata } from 'cdk8s';
import { Construct } from 'constructs';
import { mergedAround, rememberAlone } from './merged-policies';
import { NetworkPolicyProps } from './network-policy-props';
import { checkReachable, namespaceForSubject } from './policy-namespace';
import { policyObject } from './policy-object';
import { refuseAtSynthesis } from './refuse-at-synthesis';
import { Direction } from '../values/direction';
import { IPeer } from '../values/peers/peer';
import { Pods } from '../values/peers/pods';
import { directed, DirectedRules, EVERYBODY, PolicyDraft, RuleDraft, specOf } from '../values/policy-spec';
import { Port } from '../values/ports/port';
import { recordSource } from '../values/source-location';

/** What distinguishes the policies of this library from each other. */
export interface PolicyContent {
  readonly subject: Pods;
  readonly rules: DirectedRules;
}

/** What says whom a policy admits, as it is given to a construct. */
interface Allowance {
  readonly subject: Pods;
  readonly peers: readonly IPeer[];
  readonly ports?: readonly Port[];
  readonly direction?: Direction;
}

/** What a policy with named peers says. Nothing here stands for peers that are missing: those have been refused. */
export function allowance(props: Allowance): PolicyContent {
  const { subject, peers, ports, direction = Direction.BOTH } = props;
  return { subject, rules: directed(direction, [{ peers, ports }]) };
}

/**
 * A construct that is one policy.
 *
 * @internal
 */
export abstract class PolicyConstruct extends Construct {
  /** The manifest of the policy. */
  public readonly apiObject: ApiObject;

  protected constructor(scope: Construct, id: string, props: NetworkPolicyProps, content: PolicyContent) {
    super(scope, id);
    recordSource(this);
    const where = this.node.path;
    const { subject } = content;
    const rules = settled(content.rules);
    const namespace = namespaceForSubject(this, props, subject);
    checkPeersReachable(where, rules, namespace);
    this.apiObject = writePolicy(this, 'Resource', { where, namespace, subject, rules }, props.metadata);
  }

  /** The name of the policy in the cluster. */
  public get name(): string {
    return this.apiObject.name;
  }

  /**
   * The namespace of the policy, and so of the pods it selects.
   *
   * @default - no namespace is known; Kubernetes puts the policy into `default`, unless it is applied to another one
   */
  public get namespace(): string | undefined {
    return this.apiObject.metadata.namespace || undefined;
  }
}

/** The rules as they were given, which no later change of the lists can change. */
function settled({ ingress, egress }: DirectedRules): DirectedRules {
  return { ingress: ingress?.map(settledRule), egress: egress?.map(settledRule) };
}

function settledRule({ peers, ports }: RuleDraft): RuleDraft {
  return { peers: peers === EVERYBODY ? peers : [...peers], ports: ports && [...ports] };
}

/** Refuses pods among the peers that a policy of this namespace would look for in another one than theirs. */
export function checkPeersReachable(
  where: string, { ingress = [], egress = [] }: DirectedRules, namespace: string | undefined,
): void {
  for (const peer of [...ingress, ...egress].flatMap(({ peers }) => (peers === EVERYBODY ? [] : [...peers]))) {
    if (peer instanceof Pods) {
      checkReachable(where, 'peers', peer, namespace);
    }
  }
}

/**
 * Writes one policy below the construct, or adds it to those that are merged around it. Its selectors are read at synthesis,
 * when the workloads are complete.
 */
export function writePolicy(
  parent: Construct, id: string, policy: PolicyDraft, metadata?: ApiObjectMetadata,
): ApiObject {
  const merged = metadata === undefined ? mergedAround(parent) : undefined;
  const object = merged?._add(parent, policy)
    ?? policyObject(parent, id, policy.namespace, () => specOf(policy), metadata);
  if (merged === undefined && metadata === undefined) {
    rememberAlone(object);
  }
  refuseAtSynthesis(parent, { where: policy.where, object, isCustom: false, spec: () => specOf(policy) });
  return object;
}
