import { Construct, IConstruct } from 'constructs';
import { chartAround } from './policy-namespace';
import { coveragesOf, isValidated } from './validated-app';
import { attempt, originOf } from '../analysis/app-manifests';
import {
  AssertionText, assertionOf, IsolationText, isolationAssertionOf, OnlyText, onlyAssertionOf,
} from '../analysis/parties';
import { StatedAssertion } from '../analysis/validate';
import { Problem } from '../model/finding';
import { oneLine } from '../sets/visible';
import { recordSource } from '../values/source-location';

/** What an assertion construct says. */
export type Statement =
  | { readonly expectation: 'must-reach' | 'must-not-reach' } & Omit<AssertionText, 'at' | 'namespace'>
  | { readonly expectation: 'must-only-be-reached-by' | 'must-only-reach' } & Omit<OnlyText, 'at' | 'namespace'>
  | { readonly expectation: 'must-be-isolated' } & Omit<IsolationText, 'at' | 'namespace'>;

/** Shared by all copies of this package in one process, so that no copy overlooks the assertions of another. */
const STATEMENT = Symbol.for('cdk8s-netpol.Statement');

/** Makes a construct an assertion, and sees to it that it is not overlooked. */
export function state(construct: Construct, statement: Statement): void {
  recordSource(construct);
  Object.defineProperty(construct, STATEMENT, { value: withOwnLists(statement) });
  construct.node.addValidation({ validate: () => (isValidated(construct) ? [] : [unchecked(construct)]) });
}

/** What becomes of the lists that were given is not what was stated. */
function withOwnLists(statement: Statement): Statement {
  return Object.fromEntries(Object.entries(statement)
    .map(([name, value]) => [name, Array.isArray(value) ? [...value] : value])) as unknown as Statement;
}

/** The constructs that are assertions. */
export function assertionsAmong(constructs: readonly IConstruct[]): IConstruct[] {
  return constructs.filter(construct => STATEMENT in construct);
}

/** What the constructs assert. One that cannot be read is a problem, and does not hide the others. */
export function readAssertions(constructs: readonly IConstruct[], problems: Problem[]): StatedAssertion[] {
  const assertions: StatedAssertion[] = [];
  for (const construct of constructs) {
    attempt(construct, problems, () => {
      assertions.push(readAssertion(construct));
    });
  }
  return assertions;
}

function readAssertion(construct: IConstruct): StatedAssertion {
  const statement = (construct as unknown as Record<symbol, Statement>)[STATEMENT];
  const stated = {
    at: { ...originOf(construct), object: construct.node.id },
    namespace: chartAround(construct)?.namespace || 'default',
  };
  switch (statement.expectation) {
    case 'must-reach':
    case 'must-not-reach': {
      const { expectation, ...text } = statement;
      return { expectation, assertion: assertionOf({ ...text, ...stated }) };
    }
    case 'must-only-be-reached-by':
    case 'must-only-reach': {
      const { expectation, ...text } = statement;
      return { expectation, assertion: onlyAssertionOf({ ...text, ...stated }) };
    }
    case 'must-be-isolated': {
      const { expectation, ...text } = statement;
      return { expectation, assertion: isolationAssertionOf({ ...text, ...stated }) };
    }
  }
}

function unchecked(construct: IConstruct): string {
  return `the assertion \`${oneLine(construct.node.path)}\` is checked by nobody\n`
    + `help: ${coveragesOf(construct).length === 0 ? 'add `NetworkPolicyValidation.of(app)` where the app is made'
      : 'state it in a chart that is validated, or add its chart to the `charts` of a validation'}`;
}
