import { ALL_NAMESPACES, named, PodLocation, namespaceSelectorOf, scopeText } from './namespace-scope';
import { IPeer, PeerConfig } from './peer';
import { PeerKind } from './peer-kind';
import { LabelQuery } from '../labels/label-query';
import { selectorOf } from '../labels/label-selector';
import { checkNamespaceNames } from '../labels/label-syntax';
import { refuseSurplus } from '../properties';
import { callText } from '../refuse';

/**
 * Whole namespaces as peers: every pod in them.
 *
 * Addresses outside the cluster are in no namespace: not even `Namespaces.all()` admits them.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/#targeting-a-namespace-by-its-name
 */
export class Namespaces implements IPeer {
  /**
   * The namespaces with these names. They need not exist yet.
   *
   * @param names the names, at least one
   * @throws Error when a name is not valid, or when there is none
   */
  public static named(...names: string[]): Namespaces {
    checkNamespaceNames(callText('Namespaces.named', ...names), names);
    return new Namespaces(named(names));
  }

  /**
   * The namespaces that have all these labels.
   *
   * @param labels the labels, at least one
   * @throws Error when a key or value is not valid, or when there is none
   */
  public static labeled(labels: { [key: string]: string }): Namespaces {
    refuseSurplus('Namespaces.labeled', arguments, 1, 'write all labels into one object');
    return new Namespaces({
      kind: 'selected',
      selector: selectorOf('Namespaces.labeled', { labels }, 'Namespaces.all()'),
    });
  }

  /**
   * The namespaces that meet all these requirements.
   *
   * @param query the requirements, at least one
   * @throws Error when a key or value is not valid, or when nothing is required
   */
  public static matching(query: LabelQuery): Namespaces {
    refuseSurplus('Namespaces.matching', arguments, 1, 'write all requirements into one object');
    return new Namespaces({ kind: 'selected', selector: selectorOf('Namespaces.matching', query, 'Namespaces.all()') });
  }

  /** Every namespace of the cluster, and so every pod; but no address outside the cluster. */
  public static all(): Namespaces {
    refuseSurplus('Namespaces.all', arguments, 0, 'to choose namespaces write `Namespaces.labeled({ ... })` or `Namespaces.named(...)`');
    return new Namespaces(ALL_NAMESPACES);
  }

  /** @internal */
  public readonly _kind: PeerKind = 'namespaces';

  private readonly scope: PodLocation;

  private constructor(scope: PodLocation) {
    this.scope = scope;
  }

  /** What these namespaces are, as plain data. */
  public toPeerConfig(): PeerConfig {
    return { namespaceSelector: namespaceSelectorOf(this.scope) };
  }

  /** What these namespaces are, in words: `namespaces team=a`. */
  public toString(): string {
    return scopeText(this.scope);
  }
}
