/** What the number that the command ends with means to the script that called it. */
export const ExitCode = {
  FINE: 0,
  /** A fault of the command itself. */
  INTERNAL_ERROR: 1,
  /** The command line does not make sense; nothing was read. */
  WRONG_USAGE: 2,
  /** Something in the input cannot be read; nothing was answered. */
  UNREADABLE_INPUT: 3,
} as const;

export type ExitCode = typeof ExitCode[keyof typeof ExitCode];
