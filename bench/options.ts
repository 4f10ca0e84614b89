import * as path from 'node:path';
import { parseArgs } from 'node:util';
import { ROOT } from './folders';

/** The parts of the bench. */
export const PARTS = ['peers', 'uneven', 'checks', 'engine', 'synth', 'start'] as const;
export type Part = (typeof PARTS)[number];

export interface Options {
  /** Numbers of workloads, ascending. */
  readonly sizes: readonly number[];
  /** The same for clusters with CIDRs, named ports and expressions. */
  readonly mixed: readonly number[];
  readonly runs: number;
  /** A tool that would take longer for a cluster is not run on it, in seconds. */
  readonly limit: number;
  readonly parts: readonly Part[];
  /** The command that is measured. */
  readonly bin: string;
  /** Whether to write docs/performance.md. */
  readonly write: boolean;
}

export const USAGE = `usage: npm run bench -- [options]

  --sizes N,N...   workloads of the clusters that are compared (50,100,200,400,1000)
  --mixed N,N...   the same with CIDRs, named ports and expressions (100,400)
  --runs N         runs of each tool, unless one takes longer than 10 s (5)
  --limit SECONDS  leaves out what would take longer (100)
  --only PART,...  some of ${PARTS.join(', ')}
  --netpol FILE    the command to measure (bin/netpol)
  --write          writes docs/performance.md`;

/**
 * Reads the command line.
 *
 * @throws Error when an option is unknown or its value makes no sense
 */
export function readOptions(argv: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      sizes: { type: 'string', default: '50,100,200,400,1000' },
      mixed: { type: 'string', default: '100,400' },
      runs: { type: 'string', default: '5' },
      limit: { type: 'string', default: '100' },
      only: { type: 'string', default: PARTS.join(',') },
      netpol: { type: 'string', default: path.join(ROOT, 'bin', 'netpol') },
      write: { type: 'boolean', default: false },
    },
  });
  const parts = PARTS.filter(part => values.only.split(',').includes(part));
  if (parts.length !== values.only.split(',').length) {
    throw new Error(`--only takes ${PARTS.join(', ')}, not ${values.only}`);
  }
  if (values.write && parts.length < PARTS.length) {
    throw new Error('--write needs all parts, so leave out --only');
  }
  return {
    sizes: numbers('sizes', values.sizes),
    mixed: numbers('mixed', values.mixed),
    runs: numbers('runs', values.runs)[0],
    limit: numbers('limit', values.limit)[0],
    parts,
    bin: values.netpol,
    write: values.write,
  };
}

function numbers(name: string, text: string): number[] {
  const found = text.split(',').filter(part => part !== '').map(Number);
  if (found.some(number => !Number.isInteger(number) || number < 1)) {
    throw new Error(`--${name} takes numbers from 1, not ${text}`);
  }
  return found.sort((left, right) => left - right);
}
