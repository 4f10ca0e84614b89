import { Chart } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { assertionOf } from '../analysis/parties';
import { Expectation, StatedAssertion } from '../analysis/validate';
import { IPeer } from '../values/peer';
import { Port } from '../values/port';
import { refuse } from '../values/refuse';
import { recordSource, sourceOf } from '../values/source-location';

/** What an assertion construct says. */
export interface Statement {
  readonly expectation: Expectation;
  readonly source: IPeer;
  readonly destination: IPeer;
  readonly ports?: Port[];
  readonly reason?: string;
}

/** The child of an app that is its validation. */
export const VALIDATION_ID = 'network-policies';

/** Shared by all copies of this package in one process, so that no copy overlooks the assertions of another. */
const STATEMENT = Symbol.for('cdk8s-netpol.Statement');

/** Makes a construct an assertion, and sees to it that it is not overlooked. */
export function state(construct: Construct, statement: Statement): void {
  if (statement.ports?.length === 0) {
    refuse(construct.node.path, '`ports` is an empty list', 'name the ports, or leave `ports` out for every port');
  }
  recordSource(construct);
  Object.defineProperty(construct, STATEMENT, { value: statement });
  construct.node.addValidation({ validate: () => (isValidated(construct) ? [] : [unchecked(construct)]) });
}

/** All assertions below a construct. */
export function statedAssertionsIn(scope: IConstruct): StatedAssertion[] {
  return scope.node.findAll().filter(construct => STATEMENT in construct).map(construct => {
    const { expectation, ...statement } = (construct as unknown as Record<symbol, Statement>)[STATEMENT];
    return {
      expectation,
      assertion: assertionOf({
        ...statement,
        at: { object: construct.node.id, constructPath: construct.node.path, source: sourceOf(construct) },
        namespace: chartOf(construct)?.namespace ?? 'default',
      }),
    };
  });
}

function chartOf(construct: IConstruct): Chart | undefined {
  return construct.node.scopes.reverse().find(Chart.isChart);
}

function isValidated(construct: IConstruct): boolean {
  return construct.node.root.node.tryFindChild(VALIDATION_ID) !== undefined;
}

function unchecked(construct: IConstruct): string {
  return `the assertion \`${construct.node.path}\` is checked by nobody\n`
    + 'help: add `NetworkPolicyValidation.of(app)` where the app is made';
}
