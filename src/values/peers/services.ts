import { IConstruct } from 'constructs';
import { PODS_BEHIND } from './instead-of';
import { IPeer, PeerConfig } from './peer';
import { PeerKind } from './peer-kind';
import { checkNamespaceNames } from '../labels/label-syntax';
import { refuseSurplus } from '../properties';
import { callText, refuse } from '../refuse';
import { checkServiceNames, NamedService, serviceOfConstruct } from '../workloads/service';

/**
 * Services as the destination of an assertion or a question: a connection to one of their ports goes to the pods behind.
 *
 * Ports beside them are ports of the Service, by number or by the Service's own name, and each is translated to the port
 * on which every pod takes it; without ports, all that the Service has are meant. Behind a Service without a selector is
 * what its EndpointSlices list. The name of a headless Service stands for the addresses of its pods: nothing is translated,
 * and ports are those of the pods. A Service of type ExternalName stands for a name outside, which nobody here can look up.
 *
 * A Service is no source, for nothing connects from it, and no peer of a policy: policies decide about the pods behind it.
 *
 * @example
 *
 *   new MustReach(this, 'web-uses-ledger', {
 *     source: Pods.labeled({ app: 'web' }),
 *     destination: Services.named('ledger').inNamespace('till'),
 *     ports: [Port.HTTP],
 *   });
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/service/#defining-a-service
 */
export class Services implements IPeer {
  /**
   * Services of cdk8s-plus in any version, of `cdk8s import`, or an `ApiObject` or construct that holds exactly one. They
   * are where their chart says, or in `default`.
   *
   * @param constructs the constructs that are the Services or hold one each, at least one
   * @throws Error when there is none, or when a construct holds no Service or several
   */
  public static of(...constructs: IConstruct[]): Services {
    if (constructs.length === 0) {
      refuse('Services.of', 'no Service is given', 'pass at least one: `Services.of(service)`');
    }
    return new Services(constructs.map(serviceOfConstruct));
  }

  /**
   * The Services of these names, in the namespace of the chart unless `.inNamespace(...)` names another.
   *
   * @param names the names of Services that are in the input, at least one
   * @throws Error when a name is not valid, or when there is none
   */
  public static named(...names: string[]): Services {
    checkServiceNames(callText('Services.named', ...names), names);
    return new Services([...new Set(names)].map(name => ({ name })));
  }

  /** @internal */
  public readonly _kind: PeerKind = 'services';

  private readonly services: readonly NamedService[];

  private constructor(services: readonly NamedService[]) {
    this.services = services;
  }

  /**
   * These Services, in the namespace of that name.
   *
   * @param name the name of the namespace
   * @throws Error when the name is not valid, or when it has been said already where a Service is
   */
  public inNamespace(name: string): Services {
    refuseSurplus('Services.inNamespace', arguments, 1, 'name the Services of each namespace apart');
    checkNamespaceNames(callText('Services.inNamespace', name), [name]);
    const placed = this.services.find(({ namespace }) => namespace !== undefined);
    if (placed !== undefined) {
      refuse('Services.inNamespace', `Service \`${placed.name}\` is already in namespace ${placed.namespace}`, 'say it once');
    }
    return new Services(this.services.map(service => ({ ...service, namespace: name })));
  }

  /**
   * Never answers: no policy can name a Service.
   *
   * @throws Error always, with what to name in its place
   */
  public toPeerConfig(): PeerConfig {
    refuse(`${this}`, 'no policy can name a Service', PODS_BEHIND);
  }

  /** What these Services are, in words: `Service ledger in namespace till`. */
  public toString(): string {
    const [{ namespace }] = this.services;
    const isOnePlace = this.services.every(service => service.namespace === namespace);
    const names = this.services.map(service => (isOnePlace || service.namespace === undefined ? '' : `${service.namespace}/`) + service.name);
    return `${names.length === 1 ? 'Service' : 'Services'} ${names.join(', ')}`
      + (isOnePlace && namespace !== undefined ? ` in namespace ${namespace}` : '');
  }

  /**
   * The Services, each with its namespace.
   *
   * @internal
   */
  public _placed(home: string): readonly Required<NamedService>[] {
    return this.services.map(({ name, namespace = home }) => ({ name, namespace }));
  }
}
