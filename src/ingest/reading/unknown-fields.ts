import { Field } from './fields';
import { Report } from './report';
import { nearest } from '../../sets/nearest';

/** Where a field that people put in the wrong place belongs. */
const PLACES: ReadonlyMap<string, string> = new Map([
  ['podSelector', '`spec`, or an item of `from` or `to`'],
  ['namespaceSelector', 'an item of `from` or `to`'],
  ['ipBlock', 'an item of `from` or `to`'],
  ['policyTypes', '`spec`'],
  ['ingress', '`spec`'],
  ['egress', '`spec`'],
  ['from', 'an item of `spec.ingress`'],
  ['to', 'an item of `spec.egress`'],
  ['ports', 'an item of `spec.ingress` or `spec.egress`, beside `from` or `to`'],
  ['matchLabels', '`podSelector` or `namespaceSelector`'],
  ['matchExpressions', '`podSelector` or `namespaceSelector`'],
  ['cidr', '`ipBlock`'],
  ['except', '`ipBlock`, beside `cidr`'],
]);

/**
 * Reports the keys that the API does not know here, and a value that should have keys and is no map. A client that lets
 * the API server drop unknown keys often leaves a policy that says more than it should.
 */
export function reportUnknownFields(field: Field, known: readonly string[]): void {
  for (const key of field.keys()) {
    if (!known.includes(key)) {
      reportUnknownField(field.report, field.get(key).path, key, known);
    }
  }
}

/** Reports one key that the API does not know. */
export function reportUnknownField(report: Report, path: string, key: string, known: readonly string[]): void {
  report.warn(`\`${path}\` ${NOT_A_FIELD}`, path, helpFor(key, known));
}

/** Since Kubernetes 1.25 `kubectl` asks the API server to refuse what it does not know; nothing else asks for it. */
const NOT_A_FIELD = 'is not a field of the API: `kubectl apply` refuses the object, and other clients drop the field';

function helpFor(key: string, known: readonly string[]): string {
  const place = PLACES.get(key);
  if (place !== undefined) {
    return `\`${key}\` belongs in ${place}`;
  }
  const meant = nearest(key, known);
  if (meant !== undefined) {
    return `did you mean \`${meant}\`?`;
  }
  return known.includes('matchLabels')
    ? 'labels belong in `matchLabels`' : `the fields here are ${known.map(name => `\`${name}\``).join(', ')}`;
}
