import { labelsOfPods } from './generated-labels';
import { hasEnded, PodTemplate, readPodAddresses, readPodTemplate } from './pods';
import { Problem } from '../../model/finding';
import { LabelFacts, labelFacts } from '../../model/labels';
import { Workload } from '../../model/workload';
import { Field, valueAt } from '../reading/fields';
import { ManifestObject } from '../reading/header';
import { Report } from '../reading/report';

/** The object that made another one and keeps it. */
export interface Owner {
  readonly kind: string;
  readonly name: string;
}

/** A workload as its own manifest describes it, before it is known which objects are one and the same. */
export interface WorkloadRecord {
  readonly workload: Workload;
  readonly owner?: Owner;
  readonly isScaledToZero: boolean;
  readonly hasGeneratedName: boolean;
}

const TEMPLATE = ['spec', 'template'];
const TEMPLATE_PATHS: ReadonlyMap<string, readonly string[]> = new Map([
  ['CronJob', ['spec', 'jobTemplate', 'spec', 'template']],
]);

/** The workload, or undefined when it has no pods and never will. */
export function readWorkload(object: ManifestObject, problems: Problem[]): WorkloadRecord | undefined {
  const root = Field.root(object.content, new Report(object.origin, problems, 'warning'));
  const workload = object.kind === 'Pod' ? readPod(object, root) : readController(object, root);
  return workload === undefined ? undefined : {
    workload,
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
  return {
    ...assemble(object, template, labelFacts(template.labels)),
    addresses: readPodAddresses(status),
    isSinglePod: true,
  };
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
  const labels = labelsOfPods(object, root.get('spec'), template.labels);
  return { ...assemble(object, template, labels), isSinglePod: false };
}

function assemble(
  { kind, namespace, name, origin }: ManifestObject,
  { serviceAccount, ports, hostNetwork, nodes }: PodTemplate,
  labels: LabelFacts,
) {
  return { kind, namespace, name, labels: { ...labels, namespace, serviceAccount }, ports, hostNetwork, nodes, origin };
}

function readOwner(root: Field): Owner | undefined {
  const owner = root.get('metadata').get('ownerReferences').items()
    .find(({ value }) => valueAt(value, 'controller') === true);
  const kind = owner?.get('kind').value;
  const name = owner?.get('name').value;
  return typeof kind === 'string' && typeof name === 'string' ? { kind, name } : undefined;
}
