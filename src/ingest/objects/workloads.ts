import { labelsOfPods } from './generated-labels';
import { withInjectedLabels } from './injectors';
import { objectLabelsOf } from './object-labels';
import { hasEnded, PodTemplate, readPodAddresses, readPodTemplate } from './pods';
import { LabelFacts, labelFacts } from '../../model/labels';
import { selects } from '../../model/selector';
import { Workload } from '../../model/workload';
import { apiGroupOf } from '../collecting/api-group';
import { Collected } from '../collecting/collected';
import { ObjectKind } from '../collecting/object-kind';
import { Owner, WorkloadRecord } from '../collecting/workload-record';
import { Field, valueAt } from '../reading/fields';
import { ManifestObject } from '../reading/manifest-object';
import { readSelector } from '../reading/selectors';

const APPS = ['apps', 'extensions'];

/** The kinds of Kubernetes itself whose objects are pods or make some. */
export const WORKLOADS: readonly ObjectKind[] = [
  ...['Pod', 'ReplicationController'].map(kind => ({ kind, groups: [''], read })),
  ...['Deployment', 'ReplicaSet', 'DaemonSet', 'StatefulSet'].map(kind => ({ kind, groups: APPS, read })),
  ...['Job', 'CronJob'].map(kind => ({ kind, groups: ['batch'], read })),
];

/** Whatever else has a pod template. */
export const CUSTOM_CONTROLLER: ObjectKind = { kind: '', read };

function read(object: ManifestObject, { workloads }: Collected): void {
  const record = readWorkload(object);
  if (record !== undefined) {
    workloads.add(object, record);
  }
}

const TEMPLATE = ['spec', 'template'];
const TEMPLATE_PATHS: ReadonlyMap<string, readonly string[]> = new Map([
  ['CronJob', ['spec', 'jobTemplate', 'spec', 'template']],
]);

/** The workload, or undefined when it has no pods and never will. */
function readWorkload(object: ManifestObject): WorkloadRecord | undefined {
  const { root } = object;
  const workload = object.kind === 'Pod' ? readPod(object, root) : readController(object, root);
  return workload === undefined ? undefined : {
    workload,
    group: apiGroupOf(object.kind, object.apiVersion),
    owner: readOwner(root),
    isScaledToZero: root.get('spec').get('replicas').value === 0,
    hasGeneratedName: object.hasGeneratedName,
  };
}

function readPod(object: ManifestObject, root: Field): Workload | undefined {
  const status = root.get('status');
  if (hasEnded(status)) {
    return undefined;
  }
  const template = readPodTemplate(root);
  return withInjectedLabels({
    ...assemble(object, template, labelFacts(template.labels)),
    addresses: readPodAddresses(status),
    isSinglePod: true,
  }, template.injectedLabels);
}

function readController(object: ManifestObject, root: Field): Workload | undefined {
  const path = TEMPLATE_PATHS.get(object.kind) ?? TEMPLATE;
  const field = path.reduce((parent, key) => parent.get(key), root);
  if (field.isAbsent || !field.isMap()) {
    root.report.error(`\`${field.path}\` is absent or no map; the workload is left out`, field.path,
      'write the template that its pods are made from');
    return undefined;
  }
  const template = readPodTemplate(field);
  if (isPatch(object, root, template)) {
    return undefined;
  }
  const labels = labelsOfPods(object, root.get('spec'), template.labels);
  const objectLabels = objectLabelsOf(object, template.labels);
  return withInjectedLabels({
    ...assemble(object, template, labels),
    isSinglePod: false,
    ...objectLabels.size === 0 ? {} : { objectLabels },
  }, template.injectedLabels);
}

const WITH_SELECTOR = ['Deployment', 'ReplicaSet', 'DaemonSet', 'StatefulSet'];

/** The API server takes no such object without a selector that its own pods meet: then it is a part of one. */
function isPatch({ kind, apiVersion }: ManifestObject, root: Field, { labels }: PodTemplate): boolean {
  if (apiVersion !== 'apps/v1' || !WITH_SELECTOR.includes(kind)) {
    return false;
  }
  const field = root.get('spec').get('selector');
  const selector = field.isAbsent ? undefined : readSelector(field);
  if (selector !== undefined && selects(selector, labelFacts(labels)) !== 'no') {
    return false;
  }
  root.report.error(selector === undefined ? '`spec.selector` is absent, so that this is a patch for a workload and none itself'
    : '`spec.selector` does not select the labels of `spec.template`, so that this is a patch for a workload and none itself',
  'spec.selector', 'apply it where it belongs, as `kubectl kustomize` does, or leave it out of the input');
  return true;
}

function assemble(
  { kind, namespace, name, origin }: ManifestObject,
  { serviceAccount, ports, hostNetwork, nodes, scrapedOn, mountsToken, apiClient, localAddresses }: PodTemplate,
  labels: LabelFacts,
) {
  return {
    kind,
    namespace,
    name,
    labels: { ...labels, namespace, serviceAccount },
    ports,
    hostNetwork,
    nodes,
    ...scrapedOn === undefined ? {} : { scrapedOn },
    ...mountsToken === undefined ? {} : { mountsToken },
    ...apiClient === undefined ? {} : { apiClient },
    ...localAddresses === undefined ? {} : { localAddresses },
    origin,
  };
}

function readOwner(root: Field): Owner | undefined {
  const owner = root.get('metadata').get('ownerReferences').items()
    .find(({ value }) => valueAt(value, 'controller') === true);
  const kind = owner?.get('kind').value;
  const name = owner?.get('name').value;
  const apiVersion = owner?.get('apiVersion').value;
  return typeof kind !== 'string' || typeof name !== 'string' ? undefined
    : { kind, name, group: apiGroupOf(kind, typeof apiVersion === 'string' ? apiVersion : undefined) };
}
