import { ContainerPort, Workload } from './workload';

/** What somebody says of pods that no manifest tells of. */
export interface DeclaredPods {
  readonly namespace: string;
  readonly labels: ReadonlyMap<string, string>;
  readonly ports: readonly ContainerPort[];
  readonly hostNetwork: boolean;
}

/** The pods as a workload. They may have more labels than the declared ones, as most pods have. */
export function existingPods({ namespace, labels, ports, hostNetwork }: DeclaredPods): Workload {
  return {
    kind: 'ExistingPods',
    namespace,
    name: [...labels].map(([key, value]) => `${key}=${value}`).join(',') || 'pods',
    labels: { known: labels, uncertain: new Map(), open: 'every', namespace },
    ports,
    hostNetwork,
    isSinglePod: false,
    origin: { object: `pods declared in namespace ${namespace}` },
  };
}

/** The pods that answer for names in nearly every cluster, and that hardly any input holds. */
export const KUBE_DNS: Workload = {
  kind: 'Deployment',
  namespace: 'kube-system',
  name: 'kube-dns',
  labels: { known: new Map([['k8s-app', 'kube-dns']]), uncertain: new Map(), namespace: 'kube-system' },
  ports: [{ name: 'dns', protocol: 'UDP', port: 53 }, { name: 'dns-tcp', protocol: 'TCP', port: 53 }],
  hostNetwork: false,
  isSinglePod: false,
  origin: { object: 'Deployment kube-system/kube-dns' },
};
