import { StatedAssertion } from '../assertions/stated';

/** What an assertion may expect of connections; also what its findings are called in messages. */
export type Expectation = StatedAssertion['expectation'];

export const EXPECTATIONS: readonly Expectation[] = [
  'must-reach', 'must-not-reach', 'must-only-be-reached-by', 'must-only-reach', 'must-be-isolated',
];

/** Those that only policies can bring about. */
export const NEGATIVE_EXPECTATIONS: readonly string[] = ['must-not-reach', 'must-only-be-reached-by', 'must-only-reach'];
