import { IPeer, PeerConfig } from './peer';
import { PeerKind } from './peer-kind';
import { LabelQuery, LabelSelectorConfig } from '../labels/label-query';
import { EVERYTHING, selectorOf, selectorText, selectsEverything } from '../labels/label-selector';
import { refuseSurplus } from '../properties';

/**
 * Nodes of the cluster: their addresses, and so pods on the host network too. They are the destination of a `ClusterRule`,
 * or an end of an assertion or a question.
 *
 * In a `ClusterRule` they are experimental: the field is in the experimental channel of the network policy API alone. A
 * cluster with the standard definition of `ClusterNetworkPolicy` refuses the policy. A connection from a node has no such
 * peer.
 *
 * An assertion means by them each node of the input, another one, since clusters get further nodes, and the node on which
 * the pod at the other end runs, which always reaches its own pods. Where they are chosen by labels and a node's labels are
 * not in the input, it is open whether it is meant.
 *
 * @example
 *
 *   new MustReach(this, 'prometheus-scrapes-nodes', {
 *     source: Pods.labeled({ app: 'prometheus' }),
 *     destination: Nodes.all(),
 *     ports: [Port.tcp(9100)],
 *   });
 *
 * @see https://network-policy-api.sigs.k8s.io/npeps/npep-126-egress-traffic-control/
 */
export class Nodes implements IPeer {
  /** Every node of the cluster. */
  public static all(): Nodes {
    refuseSurplus('Nodes.all', arguments, 0, 'to choose nodes write `Nodes.labeled({ ... })`');
    return new Nodes(EVERYTHING);
  }

  /**
   * The nodes that have all these labels.
   *
   * @param labels the labels, at least one
   * @throws Error when a key or value is not valid, or when there is none
   */
  public static labeled(labels: { [key: string]: string }): Nodes {
    refuseSurplus('Nodes.labeled', arguments, 1, 'write all labels into one object');
    return new Nodes(selectorOf('Nodes.labeled', { labels }, 'Nodes.all()'));
  }

  /**
   * The nodes that meet all these requirements.
   *
   * @param query the requirements, at least one
   * @throws Error when a key or value is not valid, or when nothing is required
   */
  public static matching(query: LabelQuery): Nodes {
    refuseSurplus('Nodes.matching', arguments, 1, 'write all requirements into one object');
    return new Nodes(selectorOf('Nodes.matching', query, 'Nodes.all()'));
  }

  /** @internal */
  public readonly _kind: PeerKind = 'nodes';

  private readonly selector: LabelSelectorConfig;

  private constructor(selector: LabelSelectorConfig) {
    this.selector = selector;
  }

  /** What these nodes are, as plain data. */
  public toPeerConfig(): PeerConfig {
    return { nodeSelector: this.selector };
  }

  /** What these nodes are, in words: `nodes role=edge`. */
  public toString(): string {
    return selectsEverything(this.selector) ? 'all nodes' : `nodes ${selectorText(this.selector)}`;
  }
}
