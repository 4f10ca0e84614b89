import { parseAllDocuments } from 'yaml';
import { assertionOf } from '../../src/analysis/parties';
import { Assertion } from '../../src/assertions/assertion';
import { Dialect } from '../../src/dialects/dialect';
import { KUBERNETES } from '../../src/dialects/kubernetes';
import { DeclaredFacts } from '../../src/model/cluster';
import { Ground } from '../../src/suggestions/ground';
import { suggest } from '../../src/suggestions/suggest';
import { Suggestion } from '../../src/suggestions/suggestion';
import { Input, read } from '../fixture';
import { IPeer, Port } from 'cdk8s-netpol';

/** What is asked for, in the words of the library; pods without a namespace are those of `shop`. */
export function wanted(source: IPeer, destination: IPeer, ...ports: readonly Port[]): Assertion {
  return assertionOf({
    at: { object: 'test' }, namespace: 'shop', source, destination, ports: ports.length === 0 ? undefined : ports,
  });
}

/** The input as the ground of suggestions. */
export function groundOf(input: Input, facts?: DeclaredFacts, dialect: Dialect = KUBERNETES): Ground {
  const { snapshot, resources } = read(input, facts, dialect);
  return { snapshot, resources, dialect };
}

export function suggestFor(input: Input, ...asked: readonly Assertion[]): Suggestion {
  return suggest(groundOf(input), asked);
}

/** The documents of a text. */
export function parsed(text: string): unknown[] {
  return parseAllDocuments(text).map(document => document.toJS());
}
