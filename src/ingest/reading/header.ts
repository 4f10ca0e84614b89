import { Field, isMap, showValue, valueAt } from './fields';
import { isClusterScoped, Role, roleOf } from '../kinds';
import { Document, Stray } from '../manifests';
import { Report } from './report';
import { Problem } from '../../model/finding';
import { Origin } from '../../model/origin';

/** An object with the header that every Kubernetes object has. */
export interface ManifestObject {
  readonly role: Role;
  readonly kind: string;
  readonly apiVersion: string | undefined;
  /** Empty for what stands in no namespace. */
  readonly namespace: string;
  readonly name: string;
  /** Whether the cluster completes the name, so that two objects with it are two objects. */
  readonly hasGeneratedName: boolean;
  readonly content: unknown;
  readonly origin: Origin;
}

/** The object, or undefined when it is of no interest or could not be one. */
export function readObject(document: Document, problems: Problem[]): ManifestObject | undefined {
  const { content, kind, apiVersion } = document;
  if (typeof kind !== 'string' || kind === '') {
    new Report({ object: 'a document', ...document.origin }, problems, 'error')
      .fault(`\`kind\` is ${showValue(kind)}, not the kind of an object`, 'kind', 'write `kind:` and `apiVersion:`');
    return undefined;
  }
  const version = typeof apiVersion === 'string' && apiVersion !== '' ? apiVersion : undefined;
  const known = roleOf(kind, version);
  // Pods that a custom controller makes are pods like any other: an Argo Rollout, an OpenShift DeploymentConfig.
  const role = known === 'other' && hasPodTemplate(content) ? 'workload' : known;
  if (role === 'other') {
    return undefined;
  }

  const origin = { ...document.origin, object: objectName(kind, content) };
  const report = new Report(origin, problems, role === 'network-policy' ? 'error' : 'warning');
  const header = readHeader(Field.root(content, report), kind);
  if (header === undefined) {
    return undefined;
  }
  if (version === undefined) {
    report.fault(`\`apiVersion\` is ${showValue(apiVersion)}, not the version of an API`, 'apiVersion',
      'write the apiVersion of the kind');
  }
  if (role === 'network-policy' && report.hasFaults) {
    return undefined;
  }
  return { role, kind, apiVersion: version, ...header, content, origin };
}

function hasPodTemplate(content: unknown): boolean {
  const pod = ['spec', 'template', 'spec'].reduce(valueAt, content);
  return Array.isArray(valueAt(pod, 'containers'));
}

/** Reports what stands where an object should. */
export function reportStray({ content, origin }: Stray, problems: Problem[]): void {
  new Report({ object: 'a document', ...origin }, problems, 'error').fault(
    `the document is ${showValue(content)}, not a Kubernetes object`, undefined,
    'write an object with `apiVersion`, `kind` and `metadata`');
}

function readHeader(
  root: Field, kind: string,
): Pick<ManifestObject, 'namespace' | 'name' | 'hasGeneratedName'> | undefined {
  const metadata = root.get('metadata');
  metadata.isMap();
  const given = metadata.get('name').textOrScalar() ?? '';
  const name = given === '' ? metadata.get('generateName').textOrScalar() ?? '' : given;
  if (name === '') {
    root.report.error('`metadata.name` is absent; the object is left out', 'metadata.name', 'give the object a name');
    return undefined;
  }
  const namespace = isClusterScoped(kind) ? '' : metadata.get('namespace').textOrScalar() || 'default';
  return { namespace, name, hasGeneratedName: given === '' };
}

/** `NetworkPolicy shop/web`, as far as the header can be read. */
function objectName(kind: string, content: unknown): string {
  const metadata = valueAt(content, 'metadata');
  const name = isMap(metadata) ? plainText(metadata, 'name') || plainText(metadata, 'generateName') : '';
  if (name === '') {
    return kind;
  }
  return isClusterScoped(kind) ? `${kind} ${name}` : `${kind} ${plainText(metadata, 'namespace') || 'default'}/${name}`;
}

function plainText(value: unknown, key: string): string {
  const text = valueAt(value, key);
  return typeof text === 'string' || typeof text === 'number' || typeof text === 'boolean' ? `${text}` : '';
}
