import { ApiObject, ApiObjectMetadata, Lazy } from 'cdk8s';
import { k8s } from 'cdk8s-plus-29';
import { Construct } from 'constructs';
import { NetworkPolicyProps } from './network-policy-props';
import { checkReachable, namespaceForSubject } from './policy-namespace';
import { refuseAtSynthesis } from './refuse-at-synthesis';
import { Direction } from '../values/direction';
import { writableCopy } from '../values/metadata/plain-data';
import { IPeer } from '../values/peers/peer';
import { Pods } from '../values/peers/pods';
import { EVERYBODY, PolicyDraft, RuleDraft, specOf } from '../values/policy-spec';
import { Port } from '../values/ports/port';
import { recordSource } from '../values/source-location';

/** What distinguishes the policies of this library from each other. */
interface PolicyContent {
  readonly subject: Pods;
  readonly direction: Direction;
  readonly rule?: RuleDraft;
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
  return { subject, direction, rule: { peers, ports } };
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
    const { subject, direction } = content;
    const rule = content.rule && settledRule(content.rule);
    const namespace = namespaceForSubject(this, props, subject);
    for (const peer of rule === undefined || rule.peers === EVERYBODY ? [] : rule.peers) {
      if (peer instanceof Pods) {
        checkReachable(where, 'peers', peer, namespace);
      }
    }
    this.apiObject = writePolicy(this, 'Resource', { where, namespace, subject, direction, rule }, props.metadata);
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

/** The rule as it was given, which no later change of the lists can change. */
function settledRule({ peers, ports }: RuleDraft): RuleDraft {
  return { peers: peers === EVERYBODY ? peers : [...peers], ports: ports && [...ports] };
}

/** Writes one policy below the construct. Its selectors are read at synthesis, when the workloads are complete. */
export function writePolicy(
  parent: Construct, id: string, policy: PolicyDraft, metadata?: ApiObjectMetadata,
): ApiObject {
  const { namespace } = policy;
  const object = new k8s.KubeNetworkPolicy(parent, id, {
    metadata: { ...writableCopy(metadata), ...(namespace !== undefined ? { namespace } : {}) },
    spec: Lazy.any({ produce: () => specOf(policy) }),
  });
  refuseAtSynthesis(parent, { where: policy.where, object, isCustom: false, spec: () => specOf(policy) });
  return object;
}
