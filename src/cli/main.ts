import { setFlagsFromString } from 'node:v8';
import { dispatch } from './dispatch';
import { MACHINE } from './machine';
import { codeAfterWriting } from './output';

/** Runs the command that this process was started with. */
export function main(): void {
  delayOptimization();
  process.on('exit', () => {
    process.exitCode = codeAfterWriting(Number(process.exitCode ?? 0));
  });
  // The process ends by itself once everything is written; `process.exit` could cut the answers off.
  void dispatch(process.argv.slice(2), MACHINE).then(code => {
    process.exitCode = code;
  });
}

/**
 * A run is over in less than a second, in which the optimizing compiler of Node.js 20, if it starts as early as in a
 * server, takes more than it gives. Later versions know no such flag and need none.
 */
export function delayOptimization(): void {
  if (process.versions.node.startsWith('20.')) {
    setFlagsFromString('--interrupt-budget=300000');
  }
}
