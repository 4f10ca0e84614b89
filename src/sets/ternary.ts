/** A three-valued answer. No code may turn `unknown` into `yes` or `no`. */
export type Ternary = 'yes' | 'no' | 'unknown';

/** `yes` when all are, `no` when one is, else `unknown`. */
export function allOf(answers: readonly Ternary[]): Ternary {
  if (answers.includes('no')) {
    return 'no';
  }
  return answers.includes('unknown') ? 'unknown' : 'yes';
}

/** `yes` when one is, `no` when all are, else `unknown`. */
export function anyOf(answers: readonly Ternary[]): Ternary {
  if (answers.includes('yes')) {
    return 'yes';
  }
  return answers.includes('unknown') ? 'unknown' : 'no';
}
