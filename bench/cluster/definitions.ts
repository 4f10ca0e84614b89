import { Random } from './random';

/** The definitions of custom resources that a folder has beside its cluster. */
export interface Definition {
  readonly name: string;
  /** As controller-gen and Helm write it. */
  readonly yaml: string;
}

/** The properties of each: about 160 kB of text. */
const FIELDS = 340;

const WORDS = (
  'The name of a resource in this namespace that must be set before pods can be scheduled on nodes which match all labels '
  + 'of its selector; defaults to the value that "spec.template" has, cannot be updated and is ignored where it\'s empty. '
  + 'More info: https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#names'
).split(' ');
const TYPES: readonly string[] = ['string', 'boolean', 'integer'];

/** Definitions of so many bytes together, or a little more. */
export function definitionsOf(bytes: number, seed: number): Definition[] {
  const random = new Random(seed);
  const definitions: Definition[] = [];
  for (let written = 0; written < bytes; written += definitions[definitions.length - 1].yaml.length) {
    definitions.push(definition(`things${definitions.length + 1}`, random));
  }
  return definitions;
}

function definition(plural: string, random: Random): Definition {
  const kind = `T${plural.slice(1, -1)}`;
  const name = `${plural}.example.com`;
  const lines = [
    '---', 'apiVersion: apiextensions.k8s.io/v1', 'kind: CustomResourceDefinition',
    'metadata:', '  annotations:', '    controller-gen.kubebuilder.io/version: v0.16.5', `  name: ${name}`,
    'spec:', '  group: example.com', '  names:', `    kind: ${kind}`, `    plural: ${plural}`, '  scope: Namespaced',
    '  versions:', '  - name: v1', '    schema:', '      openAPIV3Schema:', '        type: object', '        properties:',
  ];
  for (let count = 0; count < FIELDS; count += 1) {
    fieldLines(`field${count}`, 10, random, lines);
  }
  return { name, yaml: `${lines.join('\n')}\n    served: true\n    storage: true\n` };
}

/** One property of the schema; one in eight holds others. */
function fieldLines(name: string, column: number, random: Random, lines: string[]): void {
  const indent = ' '.repeat(column);
  const text = Array.from({ length: 2 + random.below(4) }, () =>
    Array.from({ length: 8 + random.below(4) }, () => random.pick(WORDS)).join(' '));
  lines.push(`${indent}${name}:`, `${indent}  description: |-`, ...text.map(line => `${indent}    ${line}`));
  if (column < 30 && random.chance(0.125)) {
    lines.push(`${indent}  type: object`, `${indent}  properties:`);
    ['first', 'second'].forEach(inner => fieldLines(inner, column + 4, random, lines));
  } else {
    lines.push(`${indent}  type: ${random.pick(TYPES)}`);
  }
}
