import { Verb } from '../verb';

/** `netpol completion`: what makes a shell complete verbs, options and their values. */
export function completionVerb(verbs: () => readonly Verb[]): Verb {
  return {
    name: 'completion',
    summary: 'what makes bash, zsh or fish complete verbs, options and their values',
    usage: 'SHELL',
    options: [],
    example: 'source <(netpol completion bash)',
    details: [
      'SHELL is `bash`, `zsh` or `fish`. What is printed is to be read by the shell, best where it is set up:',
      '',
      '  bash  source <(netpol completion bash)',
      '  zsh   source <(netpol completion zsh)',
      '  fish  netpol completion fish | source',
    ],
    run: (args, terminal) => {
      // The names of the checks are in a file of their own (scripts/bundle.mjs).
      // eslint-disable-next-line @typescript-eslint/no-require-imports
      const { showCompletion } = require('../run-completion') as typeof import('../run-completion');
      return showCompletion(args, verbs(), terminal);
    },
  };
}
