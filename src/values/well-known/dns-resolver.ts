import { checkEach, checkPorts, hasFields } from '../given';
import { Cidr } from '../peers/cidr';
import { IPeer } from '../peers/peer';
import { Pods } from '../peers/pods';
import { checkPolicyPeer } from '../peers/policy-peer';
import { Port } from '../ports/port';
import { refuseSurplus } from '../properties';
import { refuse } from '../refuse';
import { shown } from '../shown';

/** Where NodeLocal DNSCache listens on every node, unless it is told otherwise. */
const NODE_LOCAL_CIDR = '169.254.20.10/32';

/** What programs ask: over UDP first, and over TCP when an answer was too long for that. */
const DNS_PORTS: readonly Port[] = [Port.DNS_UDP, Port.DNS_TCP];

/**
 * Where the pods of a cluster look up names, and on which ports.
 *
 * The ports are those on which the resolver listens, not those of the Service in front of it.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/
 */
export class DnsResolver {
  /**
   * The pods `k8s-app=kube-dns` of `kube-system`, on UDP and TCP 53: CoreDNS and kube-dns as kubeadm, k3s and most
   * providers install them.
   */
  public static kubeDns(): DnsResolver {
    refuseSurplus('DnsResolver.kubeDns', arguments, 0, 'for another resolver write `DnsResolver.of(...)`');
    return new DnsResolver(Pods.labeled({ 'k8s-app': 'kube-dns' }).inNamespace('kube-system'), DNS_PORTS);
  }

  /**
   * NodeLocal DNSCache as Kubernetes installs it, on the host network of every node.
   *
   * By default it listens at the link-local address 169.254.20.10, and where kube-proxy uses iptables also at the address
   * of the Service of kube-dns, which pods then ask. Selectors of pods never match it. Cilium matches no address of a node
   * by a block, and so not this one either: there use `nodeLocalRedirected()`.
   *
   * @param cidrs the addresses that pods ask: `169.254.20.10/32`; that one if left out
   * @throws Error when one is no block of addresses
   * @see https://kubernetes.io/docs/tasks/administer-cluster/nodelocaldns/
   */
  public static nodeLocal(...cidrs: string[]): DnsResolver {
    const [first, ...rest] = cidrs.length === 0 ? [NODE_LOCAL_CIDR] : cidrs;
    return new DnsResolver(Cidr.of(first), DNS_PORTS, rest.map(cidr => Cidr.of(cidr)));
  }

  /**
   * NodeLocal DNSCache behind a CiliumLocalRedirectPolicy: the pods `k8s-app=node-local-dns` of `kube-system`, off the host
   * network. Cilium sends what is for kube-dns to the pod on the same node, and asks the policies about that pod. Where none
   * runs on the node, it is kube-dns that is asked, so allow both.
   *
   * @see https://docs.cilium.io/en/stable/network/kubernetes/local-redirect-policy/
   */
  public static nodeLocalRedirected(): DnsResolver {
    refuseSurplus('DnsResolver.nodeLocalRedirected', arguments, 0, 'for another resolver write `DnsResolver.of(...)`');
    return new DnsResolver(Pods.labeled({ 'k8s-app': 'node-local-dns' }).inNamespace('kube-system'), DNS_PORTS);
  }

  /**
   * OpenShift's: the pods `dns.operator.openshift.io/daemonset-dns=default` of `openshift-dns`, on UDP and TCP 5353. Their
   * Service is on 53.
   *
   * @see https://docs.openshift.com/container-platform/latest/networking/networking_operators/dns-operator.html
   */
  public static openShift(): DnsResolver {
    refuseSurplus('DnsResolver.openShift', arguments, 0, 'for another resolver write `DnsResolver.of(...)`');
    const pods = Pods.labeled({ 'dns.operator.openshift.io/daemonset-dns': 'default' }).inNamespace('openshift-dns');
    return new DnsResolver(pods, [Port.udp(5353), Port.tcp(5353)]);
  }

  /**
   * Any other resolver.
   *
   * @param peer its `Pods`, or its addresses as a `Cidr`
   * @param ports the ports on which it listens; UDP and TCP 53 if left out
   * @throws Error when `peer` is no such peer, or when `ports` is an empty list or holds what is none
   */
  public static of(peer: IPeer, ports?: Port[]): DnsResolver {
    refuseSurplus('DnsResolver.of', arguments, 2, 'list the ports: `DnsResolver.of(peer, [Port.udp(5353)])`');
    checkPolicyPeer('DnsResolver.of', 'peer', peer);
    if (ports !== undefined) {
      checkPorts('DnsResolver.of', 'ports', ports);
    }
    return new DnsResolver(peer, ports ?? DNS_PORTS);
  }

  /** Who answers. */
  public readonly peers: IPeer[];

  /** The ports on which it answers. */
  public readonly ports: Port[];

  private constructor(peer: IPeer, ports: readonly Port[], others: readonly IPeer[] = []) {
    this.peers = [peer, ...others];
    this.ports = [...ports];
  }

  /** The resolver in words: `pods k8s-app=kube-dns in namespace kube-system on UDP 53, TCP 53`. */
  public toString(): string {
    return `${this.peers.join(' and ')} on ${this.ports.join(', ')}`;
  }
}

/** Refuses what is no list of resolvers, or an empty one. */
export function checkResolvers(where: string, field: string, value: unknown): void {
  checkEach(where, field, value, {
    noun: 'a list of resolvers',
    empty: 'so that no name could be looked up',
    help: `name the resolvers, or leave \`${field}\` out for \`DnsResolver.kubeDns()\``,
  }, (at, resolver) => checkResolver(where, at, resolver));
}

function checkResolver(where: string, field: string, value: unknown): void {
  if (!hasFields(value, 'peers', 'ports') || !Array.isArray(value.peers) || !Array.isArray(value.ports)) {
    refuse(where, `\`${field}\` is ${shown(value)}, not a resolver of names`,
      'name one: `DnsResolver.kubeDns()`, `DnsResolver.nodeLocal()`, or `DnsResolver.of(pods)`');
  }
}
