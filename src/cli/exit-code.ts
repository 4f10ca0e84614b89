/** What the number that the command ends with means to the script that called it. */
export const ExitCode = {
  FINE: 0,
  /** The answer is one that the caller may not want: findings, changes. */
  FINDINGS: 1,
  /** The command line does not make sense; nothing was read. */
  WRONG_USAGE: 2,
  /** Something in the input cannot be read, or was left out. */
  UNREADABLE_INPUT: 3,
  /** A fault of the command itself. */
  INTERNAL_ERROR: 4,
  /** There is an answer, and where it was to be written is no room for it. */
  UNWRITABLE_OUTPUT: 5,
} as const;

export type ExitCode = typeof ExitCode[keyof typeof ExitCode];
