/** What to name in a policy in place of a Service. */
export const PODS_BEHIND = 'name the pods behind it: `Pods.of(workload)` or `Pods.labeled({ ... })`';

/** What to name in a policy in place of the API server. */
export const ADDRESS_OF_API_SERVER = 'name its address and port, which `kubectl get endpointslices --namespace default` shows: '
  + '`AllowCidr` with `Cidr.of(\'192.0.2.10/32\')` and `Port.KUBERNETES_API`';
