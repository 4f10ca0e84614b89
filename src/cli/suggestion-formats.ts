/** What `--format` of `netpol suggest` takes; the first one is the default. */
export const SUGGESTION_FORMATS = ['yaml', 'constructs', 'json'] as const;
