import { IConstruct } from 'constructs';
import { checkProtocol } from '../given';
import { checkPortName, checkPortNumber, checkPortRange } from './port-syntax';
import { DeclaredPort, portOfConstruct, portsOfConstruct } from './ports-of-construct';
import { Protocol } from './protocol';
import { refuseSurplus } from '../properties';
import { callText } from '../refuse';

/**
 * Ports of one protocol, on the pod that receives the connection.
 *
 * It is the port on which the container listens, not that of a Service; only beside `Services` as a destination it is theirs.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/#targeting-a-range-of-ports
 */
export class Port {
  /** TCP 22, Secure Shell: IANA `ssh`. */
  public static readonly SSH: Port = Port.tcp(22);
  /** TCP 25, mail between servers: IANA `smtp`. */
  public static readonly SMTP: Port = Port.tcp(25);
  /** TCP 53, name lookups with large answers, and zone transfers: IANA `domain`. */
  public static readonly DNS_TCP: Port = Port.tcp(53);
  /** UDP 53, name lookups: IANA `domain`. */
  public static readonly DNS_UDP: Port = Port.udp(53);
  /** TCP 80, HTTP: IANA `http`. */
  public static readonly HTTP: Port = Port.tcp(80);
  /** UDP 123, time: IANA `ntp`. */
  public static readonly NTP: Port = Port.udp(123);
  /** TCP 389, directory lookups: IANA `ldap`. */
  public static readonly LDAP: Port = Port.tcp(389);
  /** TCP 443, HTTP over TLS: IANA `https`. */
  public static readonly HTTPS: Port = Port.tcp(443);
  /** TCP 636, directory lookups over TLS: IANA `ldaps`. */
  public static readonly LDAPS: Port = Port.tcp(636);
  /** TCP 1433, Microsoft SQL Server: IANA `ms-sql-s`. */
  public static readonly MSSQL: Port = Port.tcp(1433);
  /** TCP 2049, Network File System 4: IANA `nfs`. */
  public static readonly NFS: Port = Port.tcp(2049);
  /** TCP 2181, clients of ZooKeeper: the vendor's default. */
  public static readonly ZOOKEEPER: Port = Port.tcp(2181);
  /** TCP 2379, clients of etcd: IANA `etcd-client`. */
  public static readonly ETCD: Port = Port.tcp(2379);
  /** TCP 3306, MySQL and MariaDB: IANA `mysql`. */
  public static readonly MYSQL: Port = Port.tcp(3306);
  /** TCP 4222, clients of NATS: the vendor's default. */
  public static readonly NATS: Port = Port.tcp(4222);
  /** TCP 4317, OpenTelemetry over gRPC: IANA `otlp`. */
  public static readonly OTLP_GRPC: Port = Port.tcp(4317);
  /** TCP 4318, OpenTelemetry over HTTP: the vendor's default. */
  public static readonly OTLP_HTTP: Port = Port.tcp(4318);
  /** TCP 5432, PostgreSQL: IANA `postgresql`. */
  public static readonly POSTGRES: Port = Port.tcp(5432);
  /** TCP 5672, RabbitMQ and other AMQP brokers: IANA `amqp`. */
  public static readonly AMQP: Port = Port.tcp(5672);
  /** TCP 5671, AMQP over TLS: IANA `amqps`. */
  public static readonly AMQPS: Port = Port.tcp(5671);
  /** TCP 6379, Redis and Valkey: IANA `redis`. */
  public static readonly REDIS: Port = Port.tcp(6379);
  /** TCP 6443, the Kubernetes API server as it listens on its nodes: the default of kubeadm. */
  public static readonly KUBERNETES_API: Port = Port.tcp(6443);
  /** TCP 9090, Prometheus: the vendor's default. */
  public static readonly PROMETHEUS: Port = Port.tcp(9090);
  /** TCP 9042, clients of Cassandra: the vendor's default. */
  public static readonly CASSANDRA: Port = Port.tcp(9042);
  /** TCP 9092, clients of Kafka: the vendor's default. */
  public static readonly KAFKA: Port = Port.tcp(9092);
  /** TCP 9200, clients of Elasticsearch and OpenSearch: the vendor's default. */
  public static readonly ELASTICSEARCH: Port = Port.tcp(9200);
  /** TCP 11211, Memcached: IANA `memcache`. */
  public static readonly MEMCACHED: Port = Port.tcp(11211);
  /** TCP 27017, MongoDB: IANA `mongodb`. */
  public static readonly MONGODB: Port = Port.tcp(27017);

  /**
   * One TCP port.
   *
   * @param number the port, 1 to 65535
   * @throws Error when it is not such a number
   */
  public static tcp(number: number): Port {
    refuseSurplus('Port.tcp', arguments, 1, 'for a range of ports write `Port.tcpRange(first, last)`');
    return Port.single('tcp', Protocol.TCP, number);
  }

  /**
   * The TCP ports `first` to `last`, both included.
   *
   * @param first the first port, 1 to 65535
   * @param last the last port, `first` to 65535
   * @throws Error when one is not such a number, or when the two are reversed
   */
  public static tcpRange(first: number, last: number): Port {
    refuseSurplus('Port.tcpRange', arguments, 2, 'write the first and the last port of one range');
    return Port.range('tcp', Protocol.TCP, first, last);
  }

  /** Every TCP port, and no port of another protocol. */
  public static allTcp(): Port {
    refuseSurplus('Port.allTcp', arguments, 0, 'for one port write `Port.tcp(number)`');
    return new Port(Protocol.TCP);
  }

  /**
   * One UDP port.
   *
   * @param number the port, 1 to 65535
   * @throws Error when it is not such a number
   */
  public static udp(number: number): Port {
    refuseSurplus('Port.udp', arguments, 1, 'for a range of ports write `Port.udpRange(first, last)`');
    return Port.single('udp', Protocol.UDP, number);
  }

  /**
   * The UDP ports `first` to `last`, both included.
   *
   * @param first the first port, 1 to 65535
   * @param last the last port, `first` to 65535
   * @throws Error when one is not such a number, or when the two are reversed
   */
  public static udpRange(first: number, last: number): Port {
    refuseSurplus('Port.udpRange', arguments, 2, 'write the first and the last port of one range');
    return Port.range('udp', Protocol.UDP, first, last);
  }

  /** Every UDP port, and no port of another protocol. */
  public static allUdp(): Port {
    refuseSurplus('Port.allUdp', arguments, 0, 'for one port write `Port.udp(number)`');
    return new Port(Protocol.UDP);
  }

  /**
   * One SCTP port.
   *
   * @param number the port, 1 to 65535
   * @throws Error when it is not such a number
   */
  public static sctp(number: number): Port {
    refuseSurplus('Port.sctp', arguments, 1, 'for a range of ports write `Port.sctpRange(first, last)`');
    return Port.single('sctp', Protocol.SCTP, number);
  }

  /**
   * The SCTP ports `first` to `last`, both included.
   *
   * @param first the first port, 1 to 65535
   * @param last the last port, `first` to 65535
   * @throws Error when one is not such a number, or when the two are reversed
   */
  public static sctpRange(first: number, last: number): Port {
    refuseSurplus('Port.sctpRange', arguments, 2, 'write the first and the last port of one range');
    return Port.range('sctp', Protocol.SCTP, first, last);
  }

  /** Every SCTP port, and no port of another protocol. */
  public static allSctp(): Port {
    refuseSurplus('Port.allSctp', arguments, 0, 'for one port write `Port.sctp(number)`');
    return new Port(Protocol.SCTP);
  }

  /**
   * The ports that the receiving pod's containers give this name, with this protocol.
   *
   * Each pod is asked for itself: the number may differ from pod to pod. It matches nothing on a pod without such a port,
   * and never an address outside the cluster.
   *
   * @param name the name in the container's list of ports
   * @param protocol the protocol in the container's list of ports; TCP if left out
   * @throws Error when the name is not a valid port name, or the protocol none of `Protocol`
   */
  public static named(name: string, protocol: Protocol = Protocol.TCP): Port {
    checkPortName(name);
    refuseSurplus(callText('Port.named', name), arguments, 2, 'write the name and the protocol of one port');
    checkProtocol(callText('Port.named', name), 'protocol', protocol);
    return new Port(protocol, undefined, undefined, name);
  }

  /**
   * The port on which pods receive, as their workload or their Service declares it: of a workload the container port, of a
   * Service the port of the pods that its own leads to. A port of the pods that the Service calls by a name stays a name.
   *
   * It is read now, not at synthesis: call it behind what gives the containers their ports.
   *
   * @param construct a workload or a Service, of any cdk8s library, or what holds exactly one workload
   * @param name what the workload or the Service calls the port; may be left out where there is one port only
   * @throws Error when the construct declares no port, several and no name is given, or none of the name
   *
   * @example
   *
   *   const database = new kplus.StatefulSet(this, 'Database', { containers: [{ image: 'postgres', portNumber: 5432 }] });
   *
   *   new AllowConnection(this, 'WebToDatabase', {
   *     source: Pods.labeled({ app: 'web' }),
   *     destination: Pods.of(database),
   *     ports: [Port.of(database)],
   *   });
   */
  public static of(construct: IConstruct, name?: string): Port {
    refuseSurplus('Port.of', arguments, 2, 'pass the workload or Service, and the name of the port');
    return Port.declared(portOfConstruct(construct, name));
  }

  /**
   * All ports on which pods receive, as their workload or their Service declares them, each as `Port.of` gives it.
   *
   * @param construct a workload or a Service, of any cdk8s library, or what holds exactly one workload
   * @throws Error when the construct declares no port
   */
  public static allOf(construct: IConstruct): Port[] {
    refuseSurplus('Port.allOf', arguments, 1, 'for the port of a name write `Port.of(..., name)`');
    return portsOfConstruct('Port.allOf', construct).map(port => Port.declared(port));
  }

  private static declared({ protocol, target }: DeclaredPort): Port {
    return typeof target === 'string' ? Port.named(target, protocol) : new Port(protocol, target, target);
  }

  private static single(factory: string, protocol: Protocol, number: number): Port {
    checkPortNumber(`Port.${factory}`, factory, number, number);
    return new Port(protocol, number, number);
  }

  private static range(factory: string, protocol: Protocol, first: number, last: number): Port {
    checkPortRange(`Port.${factory}Range`, factory, first, last);
    return new Port(protocol, first, last);
  }

  /** The protocol. */
  public readonly protocol: Protocol;

  /**
   * The first port.
   *
   * @default - every port of the protocol, or the ports that are called `name`
   */
  public readonly first?: number;

  /**
   * The last port, equal to `first` for a single port.
   *
   * @default - every port of the protocol, or the ports that are called `name`
   */
  public readonly last?: number;

  /**
   * The name that the receiving pod gives the port.
   *
   * @default - the port is a number
   */
  public readonly name?: string;

  private constructor(protocol: Protocol, first?: number, last?: number, name?: string) {
    this.protocol = protocol;
    this.first = first;
    this.last = last;
    this.name = name;
  }

  /** The ports in words: `TCP 80`, `UDP 8000-8080`, `all SCTP ports`, `TCP http`. */
  public toString(): string {
    if (this.name !== undefined) {
      return `${this.protocol} ${this.name}`;
    }
    if (this.first === undefined) {
      return `all ${this.protocol} ports`;
    }
    return `${this.protocol} ${this.first === this.last ? this.first : `${this.first}-${this.last}`}`;
  }
}
