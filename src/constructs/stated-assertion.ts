import { Construct, IConstruct } from 'constructs';
import { chartAround } from './policy-namespace';
import { coveragesOf, isValidated } from './validated-app';
import { attempt, originOf } from '../analysis/app-manifests';
import { Expectation } from '../analysis/expectation';
import { assertionOf } from '../analysis/parties';
import { StatedAssertion } from '../analysis/validate';
import { Problem } from '../model/finding';
import { oneLine } from '../sets/visible';
import { IPeer } from '../values/peers/peer';
import { Port } from '../values/ports/port';
import { recordSource } from '../values/source-location';

/** What an assertion construct says. */
export interface Statement {
  readonly expectation: Expectation;
  readonly source: IPeer;
  readonly destination: IPeer;
  readonly ports?: Port[];
  readonly reason?: string;
  readonly futurePods?: boolean;
}

/** Shared by all copies of this package in one process, so that no copy overlooks the assertions of another. */
const STATEMENT = Symbol.for('cdk8s-netpol.Statement');

/** Makes a construct an assertion, and sees to it that it is not overlooked. */
export function state(construct: Construct, statement: Statement): void {
  const { ports } = statement;
  recordSource(construct);
  Object.defineProperty(construct, STATEMENT, { value: { ...statement, ports: ports && [...ports] } });
  construct.node.addValidation({ validate: () => (isValidated(construct) ? [] : [unchecked(construct)]) });
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
  const { expectation, ...statement } = (construct as unknown as Record<symbol, Statement>)[STATEMENT];
  return {
    expectation,
    assertion: assertionOf({
      ...statement,
      at: { ...originOf(construct), object: construct.node.id },
      namespace: chartAround(construct)?.namespace || 'default',
    }),
  };
}

function unchecked(construct: IConstruct): string {
  return `the assertion \`${oneLine(construct.node.path)}\` is checked by nobody\n`
    + `help: ${coveragesOf(construct).length === 0 ? 'add `NetworkPolicyValidation.of(app)` where the app is made'
      : 'state it in a chart that is validated, or add its chart to the `charts` of a validation'}`;
}
