/** What an assertion may expect of a connection; also what its findings are called in messages. */
export const EXPECTATIONS = ['must-reach', 'must-not-reach'] as const;

export type Expectation = typeof EXPECTATIONS[number];
