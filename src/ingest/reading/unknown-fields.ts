import { Field } from './fields';
import { Report } from './report';
import { nearest } from '../../sets/nearest';

/** What to do about a field that people put in the wrong place. */
export type Hints = ReadonlyMap<string, string>;

/** That fields belong in other places. */
export function hints(places: Readonly<Record<string, string>>): [string, string][] {
  return Object.entries(places).map(([key, place]) => [key, `\`${key}\` belongs in ${place}`]);
}

/** For a NetworkPolicy. */
const HINTS: Hints = new Map(hints({
  podSelector: '`spec`, or an item of `from` or `to`',
  namespaceSelector: 'an item of `from` or `to`',
  ipBlock: 'an item of `from` or `to`',
  policyTypes: '`spec`',
  ingress: '`spec`',
  egress: '`spec`',
  from: 'an item of `spec.ingress`',
  to: 'an item of `spec.egress`',
  ports: 'an item of `spec.ingress` or `spec.egress`, beside `from` or `to`',
  matchLabels: '`podSelector` or `namespaceSelector`',
  matchExpressions: '`podSelector` or `namespaceSelector`',
  cidr: '`ipBlock`',
  except: '`ipBlock`, beside `cidr`',
}));

/**
 * Reports the keys that the API does not know here, and a value that should have keys and is no map. A client that lets
 * the API server drop unknown keys often leaves a policy that says more than it should.
 */
export function reportUnknownFields(field: Field, known: readonly string[], ofPlaces: Hints = HINTS): void {
  for (const key of field.keys()) {
    if (!known.includes(key)) {
      reportUnknownField(field.report, field.get(key).path, key, known, ofPlaces);
    }
  }
}

/** Reports one key that the API does not know. */
export function reportUnknownField(
  report: Report, path: string, key: string, known: readonly string[], ofPlaces: Hints = HINTS,
): void {
  report.warn(`\`${path}\` ${NOT_A_FIELD}`, path, helpFor(key, known, ofPlaces));
}

/** Since Kubernetes 1.25 `kubectl` asks the API server to refuse what it does not know; nothing else asks for it. */
const NOT_A_FIELD = 'is not a field of the API: `kubectl apply` refuses the object, and other clients drop the field';

function helpFor(key: string, known: readonly string[], ofPlaces: Hints): string {
  const hint = ofPlaces.get(key);
  if (hint !== undefined) {
    return hint;
  }
  const meant = nearest(key, known);
  if (meant !== undefined) {
    return `did you mean \`${meant}\`?`;
  }
  return known.includes('matchLabels')
    ? 'labels belong in `matchLabels`' : `the fields here are ${known.map(name => `\`${name}\``).join(', ')}`;
}
