import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** What of a CRD decides whether the API server accepts an object, as scripts/import-crds.mjs writes it. */
export interface Crd {
  readonly apiVersion: string;
  readonly kind: string;
  readonly scope: 'Namespaced' | 'Cluster';
  readonly schema: Schema;
}

type Schema = Readonly<Record<string, any>>;

export const SCHEMAS = path.join(__dirname, 'schemas');

export const CRDS: readonly Crd[] = readdirSync(SCHEMAS).sort()
  .map(name => JSON.parse(readFileSync(path.join(SCHEMAS, name), 'utf8')) as Crd);

/** Keywords that say nothing about whether a value is accepted. `default` is looked at by the rules below. */
const SILENT = ['default', 'x-kubernetes-map-type'];

/** The one shape of rule that the provider's CRDs have: a field is required unless the object is only observed. */
const REQUIRED_RULE = new RegExp([
  /^!\('\*' in self\.managementPolicies \|\| 'Create' in self\.managementPolicies \|\| 'Update' in self\.managementPolicies\)/,
  / \|\| has\(self\.forProvider\.(?<field>\w+)\)/,
  / \|\| \(has\(self\.initProvider\) && has\(self\.initProvider\.(?<again>\w+)\)\)$/,
].map(({ source }) => source).join(''));

/**
 * What the API server would refuse in an object, and what it would silently drop: fields that the schema does not know.
 * Throws at a keyword or rule that this does not understand.
 */
export function problemsOf(object: any): string[] {
  const crd = CRDS.find(({ apiVersion, kind }) => apiVersion === object.apiVersion && kind === object.kind);
  if (crd === undefined) {
    return [`no CRD for ${object.apiVersion} ${object.kind}`];
  }
  const { metadata, ...rest } = object;
  const problems = problemsIn(crd.schema, rest, '');
  if (crd.scope === 'Cluster' && metadata?.namespace !== undefined) {
    problems.push('.metadata.namespace: a cluster-scoped object has none');
  }
  if (typeof metadata?.name !== 'string') {
    problems.push('.metadata.name: is missing');
  }
  return problems;
}

export function problemsIn(schema: Schema, value: any, at: string): string[] {
  return Object.entries(schema).flatMap(([keyword, rule]) => {
    switch (keyword) {
      case 'type': return isOf(rule, value) ? [] : [`${at}: ${JSON.stringify(value)} is not of type ${rule}`];
      case 'enum': return rule.includes(value) ? [] : [`${at}: ${JSON.stringify(value)} is none of ${rule.join(', ')}`];
      case 'required': return rule.filter((name: string) => value?.[name] === undefined).map((name: string) => `${at}.${name}: is missing`);
      case 'properties': return Object.entries(value ?? {}).flatMap(([name, inner]) => (
        rule[name] === undefined ? [`${at}.${name}: the schema does not know it`] : problemsIn(rule[name], inner, `${at}.${name}`)));
      case 'additionalProperties': return Object.entries(value ?? {}).flatMap(([name, inner]) => problemsIn(rule, inner, `${at}.${name}`));
      case 'items': return (value as any[]).flatMap((inner, index) => problemsIn(rule, inner, `${at}[${index}]`));
      case 'x-kubernetes-validations': return rule.flatMap((validation: Rule) => violation(schema, validation, value, at));
      default:
        if (SILENT.includes(keyword)) {
          return [];
        }
        throw new Error(`${at}: unknown keyword ${keyword} in the schema`);
    }
  });
}

function isOf(type: string, value: any): boolean {
  switch (type) {
    case 'object': return typeof value === 'object' && value !== null && !Array.isArray(value);
    case 'array': return Array.isArray(value);
    case 'string': case 'boolean': case 'number': return typeof value === type;
    default: throw new Error(`unknown type ${type} in the schema`);
  }
}

interface Rule {
  readonly rule: string;
  readonly message: string;
}

function violation(schema: Schema, { rule, message }: Rule, self: any, at: string): string[] {
  const { field, again } = REQUIRED_RULE.exec(rule)?.groups ?? {};
  if (field === undefined || field !== again || message !== `spec.forProvider.${field} is a required parameter`) {
    throw new Error(`${at}: unknown rule in the schema: ${rule} (${message})`);
  }
  // The API server fills in defaults before it looks at rules.
  const policies: string[] = self.managementPolicies ?? schema.properties.managementPolicies.default;
  const isMade = ['*', 'Create', 'Update'].some(action => policies.includes(action));
  const isGiven = self.forProvider?.[field] !== undefined || self.initProvider?.[field] !== undefined;
  return isMade && !isGiven ? [`${at}: ${message}`] : [];
}
