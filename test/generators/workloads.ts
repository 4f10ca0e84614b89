import fc from 'fast-check';
import {
  anyLabels, anyNamespace, anyNodeAddress, anyNodeLabels, anyNodeName, anyNamespaceLabels, anyPodAddress, anyPortName,
  anyPortNumber, anyProtocol, NAMESPACES, NODES,
} from './vocabulary';
import { namespace } from '../fixture';

interface Template {
  readonly metadata: { readonly labels: object };
  readonly spec: object;
}

const anyContainerPort = fc.tuple(fc.option(anyPortName, { nil: undefined }), anyPortNumber, anyProtocol)
  .map(([name, containerPort, protocol]) => ({ ...(name && { name }), containerPort, ...(protocol && { protocol }) }));

/** Two containers may give the same name to different ports, or to one port of two protocols. */
export const anyContainers = fc.array(fc.array(anyContainerPort, { maxLength: 3 }), { minLength: 1, maxLength: 2 })
  .map(containers => containers.map((ports, index) => ({ name: `c${index}`, image: 'any', ports })));

/** One that keeps running beside the others has ports too, one that ends has not. */
const anyInitContainers = fc.oneof(
  { weight: 3, arbitrary: fc.constant(undefined) },
  fc.tuple(fc.array(anyContainerPort, { minLength: 1, maxLength: 2 }), fc.constantFrom('Always', 'Always', undefined))
    .map(([ports, restartPolicy]) => [{ name: 'init', image: 'any', ports, ...(restartPolicy && { restartPolicy }) }]),
);

const anyTemplate: fc.Arbitrary<Template> = fc.record({
  labels: anyLabels,
  containers: anyContainers,
  initContainers: anyInitContainers,
  hostNetwork: fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, fc.constant(true)),
  nodeName: fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, anyNodeName),
  serviceAccountName: fc.constantFrom(undefined, undefined, 'robot'),
}).map(({ labels, containers, initContainers, hostNetwork, nodeName, serviceAccountName }) => ({
  metadata: { labels },
  spec: {
    containers,
    ...(initContainers && { initContainers }),
    ...(hostNetwork && { hostNetwork }),
    ...(nodeName && { nodeName }),
    ...(serviceAccountName && { serviceAccountName }),
  },
}));

const anyLivePod = fc.tuple(fc.option(anyPodAddress, { nil: undefined }), anyNodeName);

type Make = (namespace: string, name: string) => object[];

const anyBarePod: fc.Arbitrary<Make> = fc.tuple(anyTemplate, fc.option(anyPodAddress, { nil: undefined }))
  .map(([{ metadata, spec }, ip]): Make => (where, name) => [{
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { namespace: where, name, ...metadata },
    spec,
    ...(ip && { status: { phase: 'Running', podIP: ip, podIPs: [{ ip }] } }),
  }]);

/** Besides those of Kubernetes, one whose labels are known, and one that may add any with a DNS prefix. */
function apiVersionOf(kind: string): string {
  return kind === 'Rollout' ? 'argoproj.io/v1alpha1' : kind === 'CustomSet' ? 'example.com/v1' : 'apps/v1';
}

/** A controller, perhaps with the pods that run of it. */
const anyController: fc.Arbitrary<Make> = fc.tuple(
  anyTemplate, fc.constantFrom('Deployment', 'StatefulSet', 'DaemonSet', 'Rollout', 'CustomSet'), fc.integer({ min: 1, max: 3 }),
  fc.oneof(
    { weight: 3, arbitrary: fc.constant<[string | undefined, string][]>([]) },
    fc.array(anyLivePod, { minLength: 1, maxLength: 2 })),
).map(([template, kind, replicas, live]): Make => (where, name) => [
  {
    apiVersion: apiVersionOf(kind),
    kind,
    metadata: { namespace: where, name },
    spec: { ...(kind !== 'DaemonSet' && { replicas }), selector: { matchLabels: template.metadata.labels }, template },
  },
  ...(kind === 'StatefulSet' || kind === 'DaemonSet' ? live : []).map(([ip, nodeName], index) => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      namespace: where,
      name: `${name}-${index}`,
      ...template.metadata,
      ownerReferences: [{ apiVersion: 'apps/v1', kind, name, controller: true, uid: name }],
    },
    spec: { ...template.spec, nodeName },
    status: { phase: 'Running', ...(ip && { podIP: ip, podIPs: [{ ip }] }) },
  })),
]);

/** Workloads with different names; some are twins, which only their names or service accounts tell apart. */
export const anyWorkloads: fc.Arbitrary<object[]> = fc.array(
  fc.tuple(anyNamespace, fc.oneof(anyBarePod, anyController), fc.constantFrom('single', 'single', 'twins', 'robot twin')),
  { minLength: 1, maxLength: 5 },
).map(drawn => drawn.flatMap(([where, make, siblings], index) => [
  ...make(where, `w${index}`),
  ...siblings === 'single' ? [] : make(where, `v${index}`).map(twin => (siblings === 'twins' ? twin : withRobot(twin))),
]));

/** The same object with another service account. */
function withRobot(manifest: object): object {
  return JSON.parse(JSON.stringify(manifest).replace(/"containers":/g, '"serviceAccountName":"robot","containers":'));
}

/** Objects for some of the namespaces; of the others only the name is known. */
export const anyNamespaces: fc.Arbitrary<object[]> = fc.tuple(
  fc.subarray([...NAMESPACES]),
  fc.array(anyNamespaceLabels, { minLength: NAMESPACES.length, maxLength: NAMESPACES.length }),
).map(([names, labels]) =>
  names.map((name, index) => ({ ...namespace(name), metadata: { name, labels: labels[index] } })));

/** Objects for some of the nodes; of their addresses and pod blocks not all may be known. */
export const anyNodes: fc.Arbitrary<object[]> = fc.tuple(
  fc.subarray([...NODES]),
  fc.array(fc.tuple(
    fc.option(anyNodeAddress, { nil: undefined }), fc.constantFrom(undefined, '10.0.0.0/24', '10.0.1.0/24', 'fd00::/32'), anyNodeLabels),
  { minLength: NODES.length, maxLength: NODES.length }),
).map(([names, drawn]) => names.map((name, index) => {
  const [address, podCIDR, labels] = drawn[index];
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name, labels },
    spec: podCIDR === undefined ? {} : { podCIDR },
    status: { addresses: address === undefined ? [] : [{ type: 'InternalIP', address }] },
  };
}));
