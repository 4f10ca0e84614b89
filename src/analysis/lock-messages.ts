import { Reading } from './snapshot-of';
import { compare } from '../changes/compare';
import { folded } from '../changes/grouped';
import { lockFindings } from '../changes/lock-findings';
import { differentReading, missingLock, unreadableLock } from '../changes/lock-problems';
import { readLock } from '../changes/read-lock';
import { recordOf } from '../changes/record-of';
import { Finding, Problem } from '../model/finding';
import { foldingOf } from '../render/comparison';

/** A lock to which an app is held. */
export interface HeldLock {
  /** As the user names it. */
  readonly file: string;
  /** Undefined where there is no such file. */
  readonly text: string | undefined;
  /** The command that writes it: `netpol lock dist`. */
  readonly command: string;
  /** Whether what opened is said and stops nothing, so that the command finds what is to be accepted. */
  readonly isAccepting: boolean;
}

/** What there is to say of an app beside its lock. */
export interface LockMessages {
  readonly problems: readonly Problem[];
  readonly findings: readonly Finding[];
}

/** What opened or became unknown since the lock was written. */
export function lockMessages({ file, text, command, isAccepting }: HeldLock, reading: Reading): LockMessages {
  const { problems, findings } = messagesOf(file, text, isAccepting ? command : `${command}\` after a synth with \`accept: true`, reading);
  const soften = <Message extends Problem | Finding>(message: Message): Message =>
    (isAccepting && message.severity === 'error' ? { ...message, severity: 'info' } : message);
  return { problems: problems.map(soften), findings: findings.map(soften) };
}

function messagesOf(
  file: string, text: string | undefined, command: string, { outcome, dialect }: Reading,
): LockMessages {
  const lock = text === undefined ? undefined : readLock(text);
  if (lock === undefined || 'reason' in lock) {
    const problem = lock === undefined ? missingLock(file, command) : unreadableLock(file, lock, command);
    return { problems: [problem], findings: [] };
  }
  const mismatch = differentReading(file, lock, { dialect: dialect.name, externalBlocks: false, name: 'the app is' },
    `name the cluster for which it was written: \`NetworkPolicyValidation.of(app, { target })\`; or write it anew: \`${command}\``);
  if (mismatch !== undefined) {
    return { problems: [mismatch], findings: [] };
  }
  const comparison = folded(compare(lock.record, recordOf(outcome)), 'destination');
  const folding = foldingOf(comparison);
  return {
    problems: [],
    findings: lockFindings(comparison, outcome, {
      file, command: `\`${command}\``, fold: ends => folding.fold(ends), word: cause => cause,
    }),
  };
}
