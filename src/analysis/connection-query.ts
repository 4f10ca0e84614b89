import { checkPeer, checkPort, checkSource } from '../values/given';
import { IPeer } from '../values/peers/peer';
import { Port } from '../values/ports/port';
import { optional, Properties } from '../values/properties';

/** A question about connections. */
export interface ConnectionQuery {
  /**
   * Where the connection starts: `Pods`, `Namespaces`, a `Cidr`, `Nodes` or the `ApiServer`. Pods without a namespace are
   * those of `default`.
   */
  readonly source: IPeer;

  /** Where it goes: as `source`, or `Services`. Pods and Services without a namespace are those of `default`. */
  readonly destination: IPeer;

  /**
   * The port of the destination; of `Services` a port of theirs.
   *
   * @default - every port of the Services; elsewhere every port of every protocol that the cluster carries: of one that it drops, such as SCTP on Cilium without
   * the fact `sctpEnabled`, only if the destination listens on it
   */
  readonly port?: Port;
}

export const CONNECTION_QUERY: Properties<ConnectionQuery> = {
  source: checkSource, destination: checkPeer, port: optional(checkPort),
};
