import { IConstruct } from 'constructs';
import { ALL_NAMESPACES, named, PodLocation, namespaceSelectorOf, OWN, scopeText } from './namespace-scope';
import { IPeer, PeerConfig } from './peer';
import { PeerKind } from './peer-kind';
import { LabelQuery, LabelSelectorConfig } from '../labels/label-query';
import { selectorOf } from '../labels/label-selector';
import { checkNamespaceNames } from '../labels/label-syntax';
import { isCalledByMap, refuseSurplus } from '../properties';
import { callText, refuse } from '../refuse';
import { ALL_PODS, fixedSource, PodSource } from '../workloads/pod-source';
import { podsOfConstructs } from '../workloads/several-workloads';

/**
 * Pods, chosen by their labels and their namespaces: the subject of a policy, or a peer of it.
 *
 * A policy's selectors are kept, not the pods that match today: a pod that is created later with such labels belongs to
 * them too. Without one of the `in...` methods they are pods of the policy's own namespace.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/#behavior-of-to-and-from-selectors
 */
export class Pods implements IPeer {
  /** Every pod. */
  public static all(): Pods {
    refuseSurplus('Pods.all', arguments, 0, 'to choose pods by their labels write `Pods.labeled({ ... })`');
    return new Pods(ALL_PODS, OWN);
  }

  /**
   * The pods that have all these labels. An empty value is a value: the label must be there and be empty.
   *
   * @param labels the labels, at least one
   * @throws Error when a key or value is not valid, or when there is none
   */
  public static labeled(labels: { [key: string]: string }): Pods {
    refuseSurplus('Pods.labeled', arguments, 1, 'write all labels into one object, `{ app: \'web\' }`; where the pods are say with `.inNamespace(...)`');
    return new Pods(fixedSource(selectorOf('Pods.labeled', { labels }, 'Pods.all()')), OWN);
  }

  /**
   * The pods that meet all these requirements.
   *
   * @param query the requirements, at least one
   * @throws Error when a key or value is not valid, or when nothing is required
   */
  public static matching(query: LabelQuery): Pods {
    refuseSurplus('Pods.matching', arguments, 1, 'write all requirements into one object; where the pods are say with `.inNamespace(...)`');
    return new Pods(fixedSource(selectorOf('Pods.matching', query, 'Pods.all()')), OWN);
  }

  /**
   * The pods of workloads, in the workloads' namespace: of cdk8s-plus in any version, of `cdk8s import`, or of an
   * `ApiObject`, `Include` or `Helm` that holds exactly one. A selector made with `kplus.Pods.select()` will do as well.
   *
   * The workload's own selector is taken, and it is read at synthesis, so the workload may still change until then. The
   * pods of several workloads are peers of which any will do. As the subject of a policy, which has one selector, they
   * have to differ in the value of one label only, as workloads of cdk8s-plus do.
   *
   * @param constructs the constructs that are the workloads or hold one each, at least one, all in one namespace
   * @throws Error when there is none, when a construct holds no workload or several, or when workloads are in different
   * namespaces; at synthesis, when a workload has no selector, or when one selector of a policy cannot select them all
   *
   * @example
   *
   *   const orders = new kplus.Deployment(this, 'Orders', { containers: [{ image: 'orders' }] });
   *   const reports = new kplus.Deployment(this, 'Reports', { containers: [{ image: 'reports' }] });
   *
   *   new AllowConnection(this, 'DatabaseClients', {
   *     source: Pods.of(orders, reports),
   *     destination: Pods.labeled({ app: 'database' }),
   *     ports: [Port.POSTGRES],
   *   });
   */
  public static of(...constructs: IConstruct[]): Pods {
    const { source, scope } = podsOfConstructs(isCalledByMap(arguments, 1) ? constructs.slice(0, 1) : constructs);
    return new Pods(source, scope);
  }

  /**
   * Where the pods are.
   *
   * @internal
   */
  public readonly _scope: PodLocation;

  /** @internal */
  public readonly _kind: PeerKind = 'pods';

  private readonly source: PodSource;

  private constructor(source: PodSource, scope: PodLocation) {
    this.source = source;
    this._scope = scope;
  }

  /**
   * These pods, in the namespace of that name.
   *
   * @param name the name of the namespace; it need not exist yet
   * @throws Error when the name is not valid, or when it has been said already where the pods are
   */
  public inNamespace(name: string): Pods {
    refuseSurplus('Pods.inNamespace', arguments, 1, 'for several namespaces write `.inNamespaces(...)`');
    return this.scoped('inNamespace', () => {
      checkNamespaceNames(callText('Pods.inNamespace', name), [name]);
      return named([name]);
    });
  }

  /**
   * These pods, in any of the namespaces of those names.
   *
   * @param names the names of the namespaces, at least one
   * @throws Error when a name is not valid, or when it has been said already where the pods are
   */
  public inNamespaces(...names: string[]): Pods {
    return this.scoped('inNamespaces', () => {
      checkNamespaceNames(callText('Pods.inNamespaces', ...names), names);
      return named(names);
    });
  }

  /**
   * These pods, in any namespace that has all those labels.
   *
   * @param labels the labels of the namespaces, at least one
   * @throws Error when a key or value is not valid, or when it has been said already where the pods are
   */
  public inNamespacesLabeled(labels: { [key: string]: string }): Pods {
    refuseSurplus('Pods.inNamespacesLabeled', arguments, 1, 'write all labels into one object');
    return this.scoped('inNamespacesLabeled', () => (
      { kind: 'selected', selector: selectorOf('Pods.inNamespacesLabeled', { labels }, 'inAllNamespaces()') }
    ));
  }

  /**
   * These pods, in any namespace that meets all those requirements.
   *
   * @param query the requirements on the namespaces, at least one
   * @throws Error when a key or value is not valid, or when it has been said already where the pods are
   */
  public inNamespacesMatching(query: LabelQuery): Pods {
    refuseSurplus('Pods.inNamespacesMatching', arguments, 1, 'write all requirements into one object');
    return this.scoped('inNamespacesMatching', () => (
      { kind: 'selected', selector: selectorOf('Pods.inNamespacesMatching', query, 'inAllNamespaces()') }
    ));
  }

  /**
   * These pods, in every namespace of the cluster.
   *
   * @throws Error when it has been said already where the pods are
   */
  public inAllNamespaces(): Pods {
    refuseSurplus('Pods.inAllNamespaces', arguments, 0, 'for some namespaces write `.inNamespaces(...)`');
    return this.scoped('inAllNamespaces', () => ALL_NAMESPACES);
  }

  /**
   * What these pods are, as plain data. Ask at synthesis.
   *
   * @throws Error when the workload of `Pods.of()` turns out to have no selector
   */
  public toPeerConfig(): PeerConfig {
    const namespaceSelector = namespaceSelectorOf(this._scope);
    const selectors = this.source.selectors().map((podSelector): PeerConfig => ({ podSelector, namespaceSelector }));
    return selectors.length === 1 ? selectors[0] : { anyOf: selectors };
  }

  /** What these pods are, in words: `pods app=web in namespace shop`. */
  public toString(): string {
    const place = scopeText(this._scope);
    return place === '' ? this.source.text : `${this.source.text} in ${place}`;
  }

  /**
   * The labels of the pods, in the one selector that a policy has for its subject. To be asked at synthesis.
   *
   * @internal
   */
  public _selector(): LabelSelectorConfig {
    const [selector, ...others] = this.source.selectors();
    if (others.length > 0) {
      refuse(`${this}`, 'one policy cannot select them all, because their selectors differ in more than the value of one label',
        'write a policy for the pods of each workload, or give them a label in common and choose by that: `Pods.labeled({ ... })`');
    }
    return selector;
  }

  /**
   * The same pods in exactly these namespaces, whatever was said before.
   *
   * @internal
   */
  public _located(names: readonly string[]): Pods {
    return new Pods(this.source, named(names));
  }

  private scoped(method: string, scope: () => PodLocation): Pods {
    if (this._scope.kind === 'named' || this._scope.kind === 'selected') {
      refuse(`Pods.${method}`, `these pods are already in ${scopeText(this._scope)}`,
        'say it once; pods here and pods there are two peers of one rule');
    }
    return new Pods(this.source, scope());
  }
}
