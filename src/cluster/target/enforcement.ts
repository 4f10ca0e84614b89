import { NetworkDriver } from './network-driver';

/** The drivers that enforce network policies with nothing added and nothing switched on. */
const ENFORCING: ReadonlySet<NetworkDriver> = new Set([
  NetworkDriver.ANTREA,
  NetworkDriver.CALICO,
  NetworkDriver.CILIUM,
  NetworkDriver.GKE_DATAPLANE_V2,
  NetworkDriver.KINDNET,
  NetworkDriver.KUBE_ROUTER,
  NetworkDriver.OVN_KUBERNETES,
  NetworkDriver.WEAVE,
]);

export function enforcesByItself(driver: NetworkDriver): boolean {
  return ENFORCING.has(driver);
}
