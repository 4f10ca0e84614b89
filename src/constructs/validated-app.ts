import { IConstruct } from 'constructs';

/** Shared by all copies of this package in one process, so that each knows what another validates. */
const VALIDATION = Symbol.for('cdk8s-netpol.Validation');

/** Remembers that the app is validated. */
export function markValidated(app: IConstruct): void {
  Object.defineProperty(app, VALIDATION, { value: true });
}

/** Whether the app around the construct is validated. */
export function isValidated(construct: IConstruct): boolean {
  return VALIDATION in construct.node.root;
}
