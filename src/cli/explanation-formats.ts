/** What `--format` of `netpol explain` takes; the first one is the default. */
export const EXPLANATION_FORMATS = ['text', 'json'] as const;
