import { apiGroupOf } from './collecting/api-group';
import { ObjectKind } from './collecting/object-kind';
import { isClusterScoped, kindOf } from './kinds';
import { Document, Stray, Unwritable } from './manifests';
import { Field, isMap, valueAt } from './reading/fields';
import { ManifestObject } from './reading/manifest-object';
import { reportMetadata } from './reading/metadata';
import { Report } from './reading/report';
import { isListOfKnown, slipOf, slipProblem } from './slips';
import { Problem } from '../model/finding';
import { showValue } from '../syntax/show-value';

/** An object, and how to read the rest of it. */
interface KnownObject {
  readonly object: ManifestObject;
  readonly kind: ObjectKind;
}

/** The object, or undefined when it is of no interest or could not be one. */
export function readObject(
  document: Document, problems: Problem[], defaultNamespace: string,
): KnownObject | undefined {
  const { content, kind: name, apiVersion } = document;
  if (typeof name !== 'string' || name === '') {
    new Report({ object: 'a document', ...document.origin }, problems, 'error')
      .fault(`\`kind\` is ${showValue(name)}, not the kind of an object`, 'kind', 'write `kind:` and `apiVersion:`');
    return undefined;
  }
  const version = typeof apiVersion === 'string' && apiVersion !== '' ? apiVersion : undefined;
  const origin = { ...document.origin, object: objectName(name, content, defaultNamespace) };
  const slip = slipOf(name, version);
  if (slip !== undefined) {
    problems.push(slipProblem(slip, name, version, origin));
    return undefined;
  }
  if (isListOfKnown(name, version)) {
    Field.root(content, new Report(origin, problems, 'error')).get('items')
      .fault(`while a ${name} is nothing but its items`, 'write the objects as a list below `items`');
    return undefined;
  }
  const kind = kindOf(name, version, content);
  if (kind === undefined) {
    return undefined;
  }
  const report = new Report(origin, problems, kind.isStrict ? 'error' : 'warning');
  const root = Field.root(content, report);
  const header = readHeader(root, name, defaultNamespace);
  if (header === undefined) {
    return undefined;
  }
  reportMetadata(root.get('metadata'), name, apiGroupOf(name, version));
  if (version === undefined) {
    report.fault(`\`apiVersion\` is ${showValue(apiVersion)}, not the version of an API`, 'apiVersion',
      'write the apiVersion of the kind');
  }
  if (kind.isStrict && report.hasFaults) {
    return undefined;
  }
  return { object: { kind: name, apiVersion: version, ...header, content, root, origin }, kind };
}

/** Reports what stands where an object should. */
export function reportStray({ content, origin }: Stray, problems: Problem[]): void {
  new Report({ object: 'a document', ...origin }, problems, 'error').fault(
    `the document is ${showValue(content)}, not a Kubernetes object`, undefined,
    'write an object with `apiVersion`, `kind` and `metadata`');
}

/** Reports what no manifest can hold. */
export function reportUnwritable(
  { content, origin, fault: { field, what } }: Unwritable, problems: Problem[], defaultNamespace: string,
): void {
  const subject = field === '' ? 'the object' : `\`${field}\``;
  new Report({ object: nameOfAnything(content, defaultNamespace), ...origin }, problems, 'error')
    .fault(`${subject} ${what}`, field === '' ? undefined : field, 'give what can be written as JSON: maps, lists, text, numbers, `true`, `false`');
}

/** Even asking for its name may fail. */
function nameOfAnything(content: unknown, defaultNamespace: string): string {
  try {
    return objectName(plainText(content, 'kind') || 'a manifest', content, defaultNamespace);
  } catch {
    return 'a manifest';
  }
}

function readHeader(
  root: Field, kind: string, defaultNamespace: string,
): Pick<ManifestObject, 'namespace' | 'isNamespaceLeftOpen' | 'name' | 'hasGeneratedName'> | undefined {
  const metadata = root.get('metadata');
  metadata.isMap();
  const given = metadata.get('name').textOrScalar() ?? '';
  const name = given === '' ? metadata.get('generateName').textOrScalar() ?? '' : given;
  if (name === '') {
    root.report.error('`metadata.name` is absent; the object is left out', 'metadata.name', 'give the object a name');
    return undefined;
  }
  const stated = isClusterScoped(kind) ? '' : metadata.get('namespace').textOrScalar() ?? '';
  const isNamespaceLeftOpen = stated === '' && !isClusterScoped(kind);
  const namespace = isNamespaceLeftOpen ? defaultNamespace : stated;
  return { namespace, isNamespaceLeftOpen, name, hasGeneratedName: given === '' };
}

/** `NetworkPolicy shop/web`, as far as the header can be read. */
function objectName(kind: string, content: unknown, defaultNamespace: string): string {
  const metadata = valueAt(content, 'metadata');
  const name = isMap(metadata) ? plainText(metadata, 'name') || plainText(metadata, 'generateName') : '';
  if (name === '') {
    return kind;
  }
  return isClusterScoped(kind) ? `${kind} ${name}` : `${kind} ${plainText(metadata, 'namespace') || defaultNamespace}/${name}`;
}

function plainText(value: unknown, key: string): string {
  const text = valueAt(value, key);
  return typeof text === 'string' || typeof text === 'number' || typeof text === 'boolean' ? `${text}` : '';
}
