import { UncertainLabel } from '../../model/labels';
import { Workload } from '../../model/workload';
import { Field } from '../reading/fields';

/** An injector changes pods when they are made, where the namespace or the pod asks for it. */
interface Injector {
  /** Keys of labels and annotations, with the values that ask for it. */
  readonly askedBy: readonly (readonly [key: string, isAsking: (value: string) => boolean])[];
  /** The labels that it adds. */
  readonly adds: readonly string[];
}

const INJECTORS: readonly Injector[] = [
  {
    askedBy: [
      ['istio-injection', value => value === 'enabled'],
      ['istio.io/rev', value => value !== ''],
      ['sidecar.istio.io/inject', value => value === 'true'],
    ],
    adds: [
      'service.istio.io/canonical-name', 'service.istio.io/canonical-revision', 'security.istio.io/tlsMode', 'istio.io/rev',
      'topology.istio.io/network',
    ],
  },
  {
    askedBy: [['linkerd.io/inject', value => value === 'enabled' || value === 'ingress']],
    adds: [
      'linkerd.io/control-plane-ns', 'linkerd.io/workload-ns', 'linkerd.io/proxy-deployment', 'linkerd.io/proxy-daemonset',
      'linkerd.io/proxy-statefulset', 'linkerd.io/proxy-job', 'linkerd.io/proxy-cronjob', 'linkerd.io/proxy-replicaset',
    ],
  },
];

/** The keys of the labels that injectors add where this metadata asks for them. */
export function labelsInjectedFor(metadata: Field): string[] {
  const asks = ['labels', 'annotations'].map(name => metadata.get(name));
  return INJECTORS.filter(({ askedBy }) => askedBy.some(([key, isAsking]) => asks.some(field => {
    const { value } = field.entry(key);
    return typeof value === 'string' && isAsking(value);
  }))).flatMap(({ adds }) => adds);
}

const PERHAPS: UncertainLabel = { mayBeAbsent: true, isAdded: true };

/** The workload with labels of these keys that its pods may get when they are made; those of a running pod are known. */
export function withInjectedLabels(workload: Workload, injected: readonly string[]): Workload {
  const { labels, isSinglePod, addresses } = workload;
  const keys = injected.filter(key => !labels.known.has(key) && !labels.uncertain.has(key));
  const isRunning = isSinglePod && addresses !== undefined;
  return keys.length === 0 || isRunning ? workload : {
    ...workload,
    labels: { ...labels, uncertain: new Map([...labels.uncertain, ...keys.map(key => [key, PERHAPS] as const)]) },
  };
}
