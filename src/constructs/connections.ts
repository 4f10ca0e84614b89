import { Construct, IConstruct } from 'constructs';
import { AllowCidr } from './allow-cidr';
import { AllowConnection } from './allow-connection';
import { AllowNamespace } from './allow-namespace';
import { AllowPods } from './allow-pods';
import { Direction } from '../values/direction';
import { checkPorts, kindOfPeer } from '../values/given';
import { Cidr } from '../values/peers/cidr';
import { Namespaces } from '../values/peers/namespaces';
import { IPeer } from '../values/peers/peer';
import { Pods } from '../values/peers/pods';
import { checkPolicyPeer } from '../values/peers/policy-peer';
import { Port } from '../values/ports/port';
import { refuseSurplus } from '../values/properties';
import { refuse } from '../values/refuse';
import { shown } from '../values/shown';
import { recordSource } from '../values/source-location';

/** The id of the connections below their workload. */
const ID = 'Connections';

/**
 * The connections of a workload, for those who know them from security groups.
 *
 * Each call writes policies of its own below the workload: with another workload both sides, as `AllowConnection` does; with
 * a peer, which may be somebody else's, the side of this workload alone. Other than with security groups, a pod that no policy
 * selects is open to everything: the first policy isolates it in its direction, and `DefaultDenyAll` closes the rest.
 *
 * @example
 *
 *   const web = new kplus.Deployment(this, 'Web', { containers: [{ image: 'web', portNumber: 8080 }] });
 *   const orders = new kplus.Deployment(this, 'Orders', { containers: [{ image: 'orders', portNumber: 8080 }] });
 *
 *   Connections.of(web).allowTo(orders, [Port.tcp(8080)]);
 *   Connections.of(web).allowFromPeer(IngressController.ingressNginx(), [Port.tcp(8080)]);
 *
 * @see https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_ec2.Connections.html
 */
export class Connections extends Construct {
  /**
   * The connections of a workload; of one workload they are the same at every call.
   *
   * @param workload a workload of any cdk8s library, or a construct that holds one: what `Pods.of()` takes
   * @throws Error when the construct holds no workload or several
   */
  public static of(workload: IConstruct): Connections {
    refuseSurplus('Connections.of', arguments, 1, 'ask for the connections of each workload apart');
    const pods = Pods.of(workload);
    const known = workload.node.tryFindChild(ID);
    return known instanceof Connections ? known : new Connections(workload, pods);
  }

  /** The pods of the workload, as policies and assertions name them. */
  public readonly pods: Pods;

  private constructor(workload: IConstruct, pods: Pods) {
    super(workload as Construct, ID);
    recordSource(this);
    this.pods = pods;
  }

  /**
   * Allows connections from this workload to another one, on both sides.
   *
   * @param destination the other workload
   * @param ports the ports of the other workload; every port of every protocol if left out
   * @throws Error when the construct holds no workload or several, when a list is empty or holds what is none, or when one
   * end names a namespace and the other does not
   */
  public allowTo(destination: IConstruct, ports?: Port[]): void {
    this.checkCall('allowTo', arguments);
    const other = this.podsOfWorkload('allowTo', destination);
    new AllowConnection(this, this.freeId(`To-${destination.node.id}`), { source: this.pods, destination: other, ports });
  }

  /**
   * Allows connections from another workload to this one, on both sides.
   *
   * @param source the other workload
   * @param ports the ports of this workload; every port of every protocol if left out
   * @throws Error as `allowTo` does
   */
  public allowFrom(source: IConstruct, ports?: Port[]): void {
    this.checkCall('allowFrom', arguments);
    const other = this.podsOfWorkload('allowFrom', source);
    new AllowConnection(this, this.freeId(`From-${source.node.id}`), { source: other, destination: this.pods, ports });
  }

  /**
   * Allows the pods of this workload to connect to each other.
   *
   * @param ports their ports; every port of every protocol if left out
   * @throws Error when `ports` is an empty list or holds what is none
   */
  public allowInternally(ports?: Port[]): void {
    refuseSurplus(this.callOf('allowInternally'), arguments, 1, PORTS_HELP);
    this.checkPortList('allowInternally', ports);
    new AllowConnection(this, this.freeId('Internally'), { source: this.pods, destination: this.pods, ports });
  }

  /**
   * Allows connections from this workload to `Pods`, `Namespaces` or a `Cidr`, on the side of this workload. If the pods
   * there are isolated, they need a policy of their own.
   *
   * @param destination the other end
   * @param ports the ports at the other end; every port of every protocol if left out
   * @throws Error when `destination` is no such peer, or when `ports` is an empty list or holds what is none
   */
  public allowToPeer(destination: IPeer, ports?: Port[]): void {
    this.checkCall('allowToPeer', arguments);
    this.allowPeer('allowToPeer', destination, ports, Direction.EGRESS);
  }

  /**
   * Allows connections from `Pods`, `Namespaces` or a `Cidr` to this workload, on the side of this workload. If the pods
   * there are isolated, they need a policy of their own.
   *
   * @param source the other end
   * @param ports the ports of this workload; every port of every protocol if left out
   * @throws Error as `allowToPeer` does
   */
  public allowFromPeer(source: IPeer, ports?: Port[]): void {
    this.checkCall('allowFromPeer', arguments);
    this.allowPeer('allowFromPeer', source, ports, Direction.INGRESS);
  }

  private allowPeer(method: string, peer: IPeer, ports: Port[] | undefined, direction: Direction): void {
    if (Construct.isConstruct(peer)) {
      refuse(this.callOf(method), `it was given ${shown(peer)}, which is a workload and no peer`,
        `write \`.${method.replace('Peer', '')}(...)\` for it`);
    }
    checkPolicyPeer(this.callOf(method), 'peer', peer);
    const id = this.freeId(`${direction === Direction.EGRESS ? 'To' : 'From'}-${peer}`);
    const common = { subject: this.pods, ports, direction };
    switch (kindOfPeer(peer)) {
      case 'namespaces':
        new AllowNamespace(this, id, { ...common, peers: [peer as Namespaces] });
        break;
      case 'addresses':
        new AllowCidr(this, id, { ...common, peers: [peer as Cidr] });
        break;
      default:
        new AllowPods(this, id, { ...common, peers: [peer as Pods] });
    }
  }

  private podsOfWorkload(method: string, workload: IConstruct): Pods {
    if (!Construct.isConstruct(workload)) {
      refuse(this.callOf(method), `it was given ${shown(workload)}, not a workload`,
        `pass the construct of the workload; for \`Pods\`, \`Namespaces\` or a \`Cidr\` write \`.${method}Peer(...)\``);
    }
    return Pods.of(workload);
  }

  private checkCall(method: string, given: ArrayLike<unknown>): void {
    refuseSurplus(this.callOf(method), given, 2, PORTS_HELP);
    this.checkPortList(method, given[1]);
  }

  private checkPortList(method: string, ports: unknown): void {
    if (ports !== undefined) {
      checkPorts(this.callOf(method), 'ports', ports);
    }
  }

  private callOf(method: string): string {
    return `Connections.of(${this.node.scope!.node.path}).${method}`;
  }

  /** The second connection with one peer is one of its own, not a mistake. */
  private freeId(wanted: string): string {
    let id = wanted;
    for (let number = 2; this.node.tryFindChild(id) !== undefined; number += 1) {
      id = `${wanted}-${number}`;
    }
    return id;
  }
}

const PORTS_HELP = 'write all ports into one list';
