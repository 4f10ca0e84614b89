import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { Rule, violations } from './crd-rules';

/** What of a CRD decides whether the API server accepts an object of one of its versions. */
export interface Crd {
  readonly apiVersion: string;
  readonly kind: string;
  readonly scope: 'Namespaced' | 'Cluster';
  readonly schema: Schema;
}

export type Schema = Readonly<Record<string, any>>;

export const SCHEMAS = path.join(__dirname, 'cluster', 'schemas');

/** Those of Crossplane, as scripts/import-crds.mjs writes them. */
export const CRDS: readonly Crd[] = readdirSync(SCHEMAS).sort()
  .map(name => JSON.parse(readFileSync(path.join(SCHEMAS, name), 'utf8')) as Crd);

/** Every version of the CRDs in the YAML files of a folder. */
export function readCrds(folder: string): Crd[] {
  return readdirSync(folder).sort().flatMap(name => {
    const { spec } = parse(readFileSync(path.join(folder, name), 'utf8'));
    return spec.versions.map((version: any): Crd => ({
      apiVersion: `${spec.group}/${version.name}`,
      kind: spec.names.kind,
      scope: spec.scope,
      schema: version.schema.openAPIV3Schema,
    }));
  });
}

/** Keywords that say nothing about whether a value is accepted. Defaults are filled in by `asStored`. */
const SILENT = ['default', 'description', 'x-kubernetes-map-type', 'x-kubernetes-list-map-keys'];

/**
 * What the API server would refuse in an object, and what it would silently drop: fields that the schema does not know.
 * Throws at a keyword or rule that this does not understand.
 */
export function problemsOf(object: any, crds: readonly Crd[] = CRDS): string[] {
  const crd = crdOf(object, crds);
  if (crd === undefined) {
    return [`no CRD for ${object.apiVersion} ${object.kind}`];
  }
  const { metadata } = object;
  const problems = problemsIn(crd.schema, object, '');
  if (crd.scope === 'Cluster' && metadata?.namespace !== undefined) {
    problems.push('.metadata.namespace: a cluster-scoped object has none');
  }
  if (typeof metadata?.name !== 'string') {
    problems.push('.metadata.name: is missing');
  }
  return problems;
}

/**
 * What the API server would refuse in an object that a client sends which does not ask for strictness: it drops unknown
 * fields and `null`, fills in defaults, and looks at no status.
 */
export function refusalsOf(object: any, crds: readonly Crd[] = CRDS): string[] {
  const { status, ...rest } = object;
  const schema = crdOf(object, crds)?.schema;
  return problemsOf(schema === undefined ? rest : asStored(schema, rest), crds);
}

function crdOf(object: any, crds: readonly Crd[]): Crd | undefined {
  return crds.find(({ apiVersion, kind }) => apiVersion === object.apiVersion && kind === object.kind);
}

/** The value without what the schema does not know and without `null`, and with defaults. */
export function asStored(schema: Schema, value: any): any {
  if (Array.isArray(value)) {
    return schema.items === undefined ? value : value.map(item => asStored(schema.items, item));
  }
  const { properties, additionalProperties } = schema;
  if (!isOf('object', value) || (properties === undefined && additionalProperties === undefined)) {
    return value;
  }
  const kept = Object.keys(value)
    .filter(name => value[name] !== null && (additionalProperties !== undefined || Object.hasOwn(properties, name)))
    .map(name => [name, asStored(additionalProperties ?? properties[name], value[name])] as const);
  const given = new Set(kept.map(([name]) => name));
  const defaults = Object.entries<Schema>(properties ?? {})
    .filter(([name, inner]) => inner.default !== undefined && !given.has(name))
    .map(([name, inner]) => [name, inner.default] as const);
  return Object.fromEntries([...kept, ...defaults]);
}

export function problemsIn(schema: Schema, value: any, at: string): string[] {
  if (schema.type !== undefined && !isOf(schema.type, value)) {
    return [`${at}: ${JSON.stringify(value)} is not of type ${schema.type}`];
  }
  return Object.entries(schema).flatMap(([keyword, rule]) => problemsOfKeyword(keyword, rule, schema, value, at));
}

function problemsOfKeyword(keyword: string, rule: any, schema: Schema, value: any, at: string): string[] {
  const unless = (isFine: boolean, what: string): string[] => (isFine ? [] : [`${at}: ${what}`]);
  switch (keyword) {
    case 'type': return [];
    case 'enum': return unless(rule.includes(value), `${JSON.stringify(value)} is none of ${rule.join(', ')}`);
    case 'required': return rule.filter((name: string) => value?.[name] === undefined).map((name: string) => `${at}.${name}: is missing`);
    case 'properties': return Object.entries(value ?? {}).flatMap(([name, inner]) => (
      Object.hasOwn(rule, name) ? problemsIn(rule[name], inner, `${at}.${name}`) : [`${at}.${name}: the schema does not know it`]));
    case 'additionalProperties': return Object.entries(value ?? {}).flatMap(([name, inner]) => problemsIn(rule, inner, `${at}.${name}`));
    case 'items': return (value as any[]).flatMap((inner, index) => problemsIn(rule, inner, `${at}[${index}]`));
    case 'pattern': return unless(new RegExp(rule).test(value), `${JSON.stringify(value)} does not match ${rule}`);
    case 'maxLength': return unless([...value].length <= rule, `has more than ${rule} characters`);
    case 'minLength': return unless([...value].length >= rule, `has less than ${rule} characters`);
    case 'minimum': return unless(value >= rule, `${value} is less than ${rule}`);
    case 'maximum': return unless(value <= rule, `${value} is more than ${rule}`);
    case 'minItems': return unless(value.length >= rule, `has less than ${rule} items`);
    case 'maxItems': return unless(value.length <= rule, `has more than ${rule} items`);
    case 'minProperties': return unless(Object.keys(value).length >= rule, `has less than ${rule} fields`);
    case 'maxProperties': return unless(Object.keys(value).length <= rule, `has more than ${rule} fields`);
    case 'format': return unless(isInFormat(rule, value), `${JSON.stringify(value)} is not in the format ${rule}`);
    case 'x-kubernetes-list-type': return unless(isListOf(rule, value), 'has an item twice');
    case 'x-kubernetes-validations': return rule.flatMap((validation: Rule) => violations(schema, validation, value, at));
    default:
      if (SILENT.includes(keyword)) {
        return [];
      }
      throw new Error(`${at}: unknown keyword ${keyword} in the schema`);
  }
}

function isOf(type: string, value: any): boolean {
  switch (type) {
    case 'object': return typeof value === 'object' && value !== null && !Array.isArray(value);
    case 'array': return Array.isArray(value);
    case 'integer': return Number.isInteger(value);
    case 'string': case 'boolean': case 'number': return typeof value === type;
    default: throw new Error(`unknown type ${type} in the schema`);
  }
}

function isInFormat(format: string, value: any): boolean {
  switch (format) {
    case 'int32': return Math.abs(value) < 2 ** 31;
    case 'int64': return Number.isSafeInteger(value);
    case 'date-time': return !Number.isNaN(Date.parse(value));
    default: throw new Error(`unknown format ${format} in the schema`);
  }
}

/** Items of a `map` are told apart by some of their fields; the one such list is in the status of an object. */
function isListOf(type: string, value: any[]): boolean {
  switch (type) {
    case 'atomic': case 'map': return true;
    case 'set': return new Set(value.map(item => JSON.stringify(item))).size === value.length;
    default: throw new Error(`unknown type of list ${type} in the schema`);
  }
}
