import { ApiObject } from 'cdk8s';
import { k8s } from 'cdk8s-plus-29';
import { Construct } from 'constructs';
import { checkNamespaceRules, NamespaceRule, rulesBySubject, RulesOfSubject } from './namespace-rule';
import { checkPeersReachable, writePolicy } from './policy';
import { chartNamespace, namespaceForSubject } from './policy-namespace';
import { checkArguments } from '../values/arguments';
import { checkBoolean } from '../values/given';
import { checkLabels, checkNamespaceName } from '../values/labels/label-syntax';
import { takeOutOfNamespace } from '../values/metadata/cluster-scoped';
import { Pods } from '../values/peers/pods';
import { DirectedRules, RuleDraft } from '../values/policy-spec';
import { optional, Properties } from '../values/properties';
import { refuse } from '../values/refuse';
import { recordSource } from '../values/source-location';
import { checkResolvers, DnsResolver } from '../values/well-known/dns-resolver';

/**
 * Properties of `IsolatedNamespace`.
 */
export interface IsolatedNamespaceProps {
  /**
   * The name of the namespace.
   *
   * @default - the namespace of the chart
   */
  readonly name?: string;

  /**
   * The labels of the namespace, by which policies elsewhere may choose it.
   *
   * @default - none but those of the chart, and the one with its name, which Kubernetes adds
   */
  readonly labels?: { [key: string]: string };

  /**
   * Whether the namespace is made elsewhere, so that no Namespace is written here.
   *
   * @default false
   */
  readonly exists?: boolean;

  /**
   * Whether its pods may look up names.
   *
   * @default true
   */
  readonly allowDns?: boolean;

  /**
   * The resolvers that they may ask.
   *
   * @default [DnsResolver.kubeDns()]
   */
  readonly resolvers?: DnsResolver[];

  /**
   * Whether its pods may talk to each other, on every port.
   *
   * @default false
   */
  readonly allowWithin?: boolean;

  /**
   * What may enter: connections to its pods.
   *
   * @default - nothing
   */
  readonly ingress?: NamespaceRule[];

  /**
   * What may leave: connections from its pods.
   *
   * @default - nothing but questions for names
   */
  readonly egress?: NamespaceRule[];
}

const PROPERTIES: Properties<IsolatedNamespaceProps> = {
  name: optional((where, _field, value) => checkNamespaceName(where, value)),
  labels: optional((where, _field, value) => checkLabels(where, value as { [key: string]: string })),
  exists: optional(checkBoolean),
  allowDns: optional(checkBoolean),
  resolvers: optional(checkResolvers),
  allowWithin: optional(checkBoolean),
  ingress: optional(checkNamespaceRules),
  egress: optional(checkNamespaceRules),
};

/**
 * A namespace that keeps to itself: the Namespace, and a policy that isolates all of its pods and lets them look up names;
 * for each narrower subject of a rule one more policy.
 *
 * What enters or leaves is said here, from the side of this namespace. Where the pods at the other end are isolated too,
 * they need policies of their own. Further policies in the namespace add to what is allowed.
 *
 * @example
 *
 *   new IsolatedNamespace(this, 'Shop', {
 *     name: 'shop',
 *     labels: { team: 'shop' },
 *     allowWithin: true,
 *     ingress: [{
 *       subject: Pods.labeled({ app: 'web' }),
 *       peers: [IngressController.ingressNginx()],
 *       ports: [Port.tcp(8080)],
 *     }],
 *     egress: [{ peers: [Namespaces.named('payments')], ports: [Port.HTTPS] }],
 *   });
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/#default-policies
 */
export class IsolatedNamespace extends Construct {
  /** The name of the namespace. */
  public readonly name: string;

  /**
   * The manifest of the Namespace.
   *
   * @default - the namespace is made elsewhere
   */
  public readonly namespaceObject?: ApiObject;

  /** The manifests of the policies, that of all pods first. */
  public readonly policies: ApiObject[];

  /**
   * Isolates a namespace.
   *
   * @throws Error when neither `name` nor the chart names the namespace, when labels are given to a namespace that is made
   * elsewhere, or resolvers to pods that may not look up names, when the subject of a rule is in another namespace, when
   * `peers` is an empty list or holds what is none, or outside of a chart
   */
  constructor(scope: Construct, id: string, props: IsolatedNamespaceProps = {}) {
    checkArguments('IsolatedNamespace', arguments, PROPERTIES);
    super(scope, id);
    recordSource(this);
    refuseUnread(this.node.path, props);
    this.name = props.name ?? chartNamespace(this) ?? refuse(this.node.path, '`name` is left out, and the chart has no namespace',
      'name the namespace: `{ name: \'shop\' }`');
    if (props.exists !== true) {
      this.namespaceObject = new k8s.KubeNamespace(this, 'Namespace', {
        metadata: { name: this.name, ...(props.labels ? { labels: { ...props.labels } } : {}) },
      });
      takeOutOfNamespace(this.namespaceObject);
    }
    const bySubject = rulesBySubject(props.ingress ?? [], props.egress ?? []);
    const ofAll = bySubject.get(Pods.all().toString())?.rules ?? { ingress: [], egress: [] };
    bySubject.delete(Pods.all().toString());
    const within: RuleDraft[] = props.allowWithin === true ? [{ peers: [Pods.all()] }] : [];
    const names = props.allowDns === false ? [] : (props.resolvers ?? [DnsResolver.kubeDns()])
      .map(({ peers, ports }): RuleDraft => ({ peers: [...peers], ports: [...ports] }));
    this.policies = [
      this.write('Isolation', Pods.all(), {
        ingress: [...within, ...ofAll.ingress], egress: [...names, ...within, ...ofAll.egress],
      }),
      ...[...bySubject].map(([text, { subject, rules }]) => this.write(text, subject, directionsUsed(rules))),
    ];
  }

  /** Every pod of the namespace, as a peer or a party of an assertion. */
  public get pods(): Pods {
    return Pods.all().inNamespace(this.name);
  }

  private write(id: string, subject: Pods, rules: DirectedRules): ApiObject {
    const where = this.node.path;
    const { _scope: scope } = subject;
    if (scope.kind === 'named' && scope.names.join() !== this.name) {
      refuse(where, `the subject of a rule is ${subject}, but the namespace is \`${this.name}\``,
        'leave out where the pods are: the subject of a rule is always of this namespace');
    }
    const namespace = namespaceForSubject(this, { namespace: this.name }, subject);
    checkPeersReachable(where, rules, namespace);
    return writePolicy(this, id, { where, namespace, subject, rules });
  }
}

/** The pods are isolated in both directions already; a policy for them says what it adds and no more. */
function directionsUsed({ ingress, egress }: RulesOfSubject['rules']): DirectedRules {
  return { ...(ingress.length > 0 ? { ingress } : {}), ...(egress.length > 0 ? { egress } : {}) };
}

function refuseUnread(where: string, { exists, labels, allowDns, resolvers }: IsolatedNamespaceProps): void {
  if (exists === true && labels !== undefined) {
    refuse(where, '`labels` are given, but `exists` says that the namespace is made elsewhere',
      'give it the labels where it is made, or leave `exists` out');
  }
  if (allowDns === false && resolvers !== undefined) {
    refuse(where, '`resolvers` are given, but `allowDns` is false', 'leave one of the two out');
  }
}
