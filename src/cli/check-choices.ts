/** What `--format` takes; the first one is the default. */
export const FINDINGS_FORMATS = ['text', 'plain', 'json', 'sarif', 'github', 'junit', 'gitlab'] as const;

/** What `--fail-on` takes; the first one is the default. */
export const FAIL_ON = ['error', 'warning', 'info', 'never'] as const;

/** How grave a problem has to be to make the command fail. */
export type FailOn = typeof FAIL_ON[number];
