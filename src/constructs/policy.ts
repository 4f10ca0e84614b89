import { ApiObject, ApiObjectMetadata, Lazy } from 'cdk8s';
import { k8s } from 'cdk8s-plus-29';
import { Construct } from 'constructs';
import { NetworkPolicyProps } from './network-policy-props';
import { checkReachable, namespaceForSubject } from './policy-namespace';
import { Direction } from '../values/direction';
import { Pods } from '../values/pods';
import { Policy, Rule, specOf } from '../values/policy-spec';
import { BadInput, refuse } from '../values/refuse';
import { recordSource } from '../values/source-location';

/** What distinguishes the policies of this library from each other. */
interface PolicyContent {
  readonly subject: Pods;
  readonly direction: Direction;
  readonly rule?: Rule;
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
    checkRule(where, content.rule);
    const namespace = namespaceForSubject(this, props, content.subject);
    for (const peer of content.rule?.peers ?? []) {
      if (peer instanceof Pods) {
        checkReachable(where, 'peers', peer, namespace);
      }
    }
    this.apiObject = writePolicy(this, 'Resource', { where, namespace, ...content }, props.metadata);
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
    return this.apiObject.metadata.namespace;
  }
}

/** Refuses lists that say "nobody" to people and "everybody" to Kubernetes. */
export function checkRule(where: string, rule: Rule | undefined): void {
  if (rule?.peers?.length === 0) {
    refuse(where, '`peers` is an empty list, which Kubernetes would read as everybody',
      'name the peers; to admit everybody use `AllowAll`, to admit nobody `DefaultDenyAll`');
  }
  if (rule?.ports?.length === 0) {
    refuse(where, '`ports` is an empty list, which Kubernetes would read as every port',
      'name the ports, or leave `ports` out to admit every port');
  }
}

/** Writes one policy below the construct. Its selectors are read at synthesis, when the workloads are complete. */
export function writePolicy(parent: Construct, id: string, policy: Policy, metadata?: ApiObjectMetadata): ApiObject {
  refuseAtSynthesis(parent, policy);
  const { namespace } = policy;
  return new k8s.KubeNetworkPolicy(parent, id, {
    metadata: { ...metadata, ...(namespace !== undefined ? { namespace } : {}) },
    spec: Lazy.any({ produce: () => specOf(policy) }),
  });
}

/** Lets a refusal that comes only at synthesis end it as a validation error, before anything is written. */
function refuseAtSynthesis(construct: Construct, policy: Policy): void {
  // cdk8s validates once for each chart; what was found right is not looked at again.
  let isRight = false;
  construct.node.addValidation({
    validate: () => {
      try {
        isRight = isRight || specOf(policy) !== undefined;
      } catch (error) {
        // Any other error is the workload's own, and cdk8s reports it when it renders the workload.
        return error instanceof BadInput ? [error.message] : [];
      }
      return [];
    },
  });
}
