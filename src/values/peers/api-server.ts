import { ADDRESS_OF_API_SERVER } from './instead-of';
import { IPeer, PeerConfig } from './peer';
import { PeerKind } from './peer-kind';
import { refuseSurplus } from '../properties';
import { refuse } from '../refuse';

/**
 * The Kubernetes API server as an end of an assertion or a question, wherever it is.
 *
 * As a destination it is what the fact `apiServers` says, or the input lists behind Service `default/kubernetes`; a port
 * beside it may be that of the Service, 443, or the one on which the API server listens. Where nothing tells, it is any
 * address outside the cluster or any node, and 443 leads to a port that nobody knows: an answer is certain only if it is
 * the same for all.
 *
 * As a source it may also connect through a node or an agent in a pod, which is up to the cluster. Only where its own pods
 * are in the input, as those of kubeadm are in a dump of the cluster, it is certain that it is they.
 *
 * It is no peer of a policy, since no selector matches it: policies name its addresses.
 *
 * @example
 *
 *   new MustReach(this, 'operator-uses-api', {
 *     source: Pods.labeled({ app: 'operator' }),
 *     destination: ApiServer.any(),
 *     ports: [Port.HTTPS],
 *   });
 *
 * @see https://kubernetes.io/docs/concepts/architecture/control-plane-node-communication/
 */
export class ApiServer implements IPeer {
  /** The API server of the cluster; every instance, if it has several. */
  public static any(): ApiServer {
    refuseSurplus('ApiServer.any', arguments, 0, 'for one address of it write `Cidr.of(...)`');
    return new ApiServer();
  }

  /** @internal */
  public readonly _kind: PeerKind = 'API server';

  private constructor() {}

  /**
   * Never answers: no policy can name the API server.
   *
   * @throws Error always, with what to name in its place
   */
  public toPeerConfig(): PeerConfig {
    refuse(`${this}`, 'no policy can name the API server', ADDRESS_OF_API_SERVER);
  }

  /** `the API server` */
  public toString(): string {
    return 'the API server';
  }
}
