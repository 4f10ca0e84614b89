import { isDeepStrictEqual } from 'node:util';
import { ApiObject } from 'cdk8s';
import { k8s } from 'cdk8s-plus-29';
import { Construct, IConstruct } from 'constructs';
import { chartAround, chartNamespace, chartOf } from './policy-namespace';
import { policyObject } from './policy-object';
import { PolicyDraft, specOf } from '../values/policy-spec';
import { refuseSurplus } from '../values/properties';
import { refuse } from '../values/refuse';
import { shown } from '../values/shown';
import { recordContributor, recordSource } from '../values/source-location';

/** The id below the chart or construct whose policies are merged. */
const ID = 'MergedPolicies';

/** The manifests that would have been merged, had they been made below something that merges. */
const alone = new WeakSet<ApiObject>();

/** One manifest with all that is said of its pods. */
interface MergedPolicy {
  readonly object: ApiObject;
  readonly drafts: PolicyDraft[];
}

/**
 * Writes the policies of a chart with fewer manifests: one for all that is said of the same pods.
 *
 * The rules of policies add up, so that one policy with all of them means exactly what they mean one by one. What differs is
 * how they are read and changed in the cluster: by pods, and no longer by connections. A policy that is given `metadata` is
 * written alone, as it has a name of its own; so are policies of the whole cluster. Pods are the same if they are named in
 * the same way: `Pods.of(web)` and `Pods.labeled({ app: 'web' })` are two policies. Messages name all constructs that have
 * contributed to a policy, in the order of its rules, and `apiObject` of each of them is the common manifest.
 *
 * @example
 *
 *   MergedPolicies.of(this);
 *   new DefaultDenyAll(this, 'Deny');
 *   new AllowDns(this, 'Dns');
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/#the-two-sorts-of-pod-isolation
 */
export class MergedPolicies extends Construct {
  /**
   * Merges the policies that are made below the chart or construct from now on.
   *
   * @param scope the chart, or a construct in one
   * @throws Error when a policy of this library is there already, which would stay alone, or outside of a chart
   */
  public static of(scope: Construct): MergedPolicies {
    const where = 'MergedPolicies.of';
    refuseSurplus(where, arguments, 1, 'merge the policies of each chart apart');
    if (!Construct.isConstruct(scope)) {
      refuse(where, `it was given ${shown(scope)}, not a construct`, 'pass the chart: `this` within a chart');
    }
    const known = scope.node.tryFindChild(ID);
    if (known instanceof MergedPolicies) {
      return known;
    }
    const early = scope.node.findAll().find(construct => ApiObject.isApiObject(construct) && alone.has(construct)
      && chartAround(construct) === chartAround(scope));
    if (early !== undefined) {
      refuse(where, `${shown(early.node.scope)} is made already, and would not be merged`,
        'call it before the first policy is made, at the beginning of the chart');
    }
    return new MergedPolicies(scope);
  }

  private readonly policies = new Map<string, MergedPolicy>();

  private constructor(scope: Construct) {
    super(scope, ID);
    chartOf(this);
    recordSource(this);
  }

  /** The manifests that have been made so far, one for each choice of pods. */
  public get apiObjects(): ApiObject[] {
    return [...this.policies.values()].map(({ object }) => object);
  }

  /**
   * The manifest that says this too.
   *
   * @internal
   */
  public _add(contributor: IConstruct, draft: PolicyDraft): ApiObject {
    const key = this.nameOf(draft);
    const { object, drafts } = this.policies.get(key) ?? this.begin(key, draft.namespace);
    drafts.push(draft);
    recordContributor(object, contributor);
    return object;
  }

  /** What the pods are called, with their namespace where it is not that of the chart. */
  private nameOf({ subject, namespace }: PolicyDraft): string {
    if (namespace === undefined) {
      return subject.toString();
    }
    const text = subject._located([namespace]).toString();
    const place = ` in namespace ${namespace}`;
    return namespace === chartNamespace(this) ? text.slice(0, -place.length) : text;
  }

  private begin(key: string, namespace: string | undefined): MergedPolicy {
    const drafts: PolicyDraft[] = [];
    const policy = { drafts, object: policyObject(this, key, namespace, () => mergedSpec(drafts)) };
    this.policies.set(key, policy);
    return policy;
  }
}

/** Remembers a manifest that is written for itself, though nothing about it says that it has to be. */
export function rememberAlone(object: ApiObject): void {
  alone.add(object);
}

/** What merges the policies of the construct, if anything does. It keeps to its chart: each chart is a file of its own. */
export function mergedAround(construct: IConstruct): MergedPolicies | undefined {
  const chart = chartAround(construct);
  return construct.node.scopes.reverse()
    .map(scope => scope.node.tryFindChild(ID))
    .find((child): child is MergedPolicies => child instanceof MergedPolicies && chartAround(child) === chart);
}

/** All that the drafts say, rule after rule. */
function mergedSpec(drafts: readonly PolicyDraft[]): k8s.NetworkPolicySpec {
  const specs = drafts.map(specOf);
  const [{ podSelector }] = specs;
  const other = specs.findIndex(spec => !isDeepStrictEqual(spec.podSelector, podSelector));
  if (other >= 0) {
    refuse(drafts[other].where, `\`subject\` is ${drafts[other].subject}, as in \`${drafts[0].where}\`, but they turn out to be different pods`,
      'give one of the two policies `metadata`, so that it is not merged');
  }
  const ingress = specs.flatMap(spec => spec.ingress ?? []);
  const egress = specs.flatMap(spec => spec.egress ?? []);
  const types = specs.flatMap(spec => spec.policyTypes ?? []);
  return {
    podSelector,
    policyTypes: ['Ingress', 'Egress'].filter(type => types.includes(type)),
    ...(ingress.length > 0 ? { ingress } : {}),
    ...(egress.length > 0 ? { egress } : {}),
  };
}
