import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ensureCompiled, ROOT } from './compiled';

interface AssemblyType {
  readonly kind: string;
  readonly datatype?: boolean;
  readonly interfaces?: readonly string[];
  readonly properties?: readonly { readonly name: string }[];
}

/** The properties of every struct of the public API, those that it inherits too, as other languages are told of them. */
export function structs(): Map<string, string[]> {
  ensureCompiled();
  const { types } = JSON.parse(readFileSync(path.join(ROOT, '.jsii'), 'utf8')) as { types: Record<string, AssemblyType> };
  const propertiesOf = (name: string): string[] => {
    const { interfaces = [], properties = [] } = types[name];
    return [...interfaces.flatMap(propertiesOf), ...properties.map(property => property.name)];
  };
  return new Map(Object.keys(types).filter(name => types[name].datatype === true)
    .map(name => [name.replace('cdk8s-netpol.', ''), propertiesOf(name).sort()]));
}
