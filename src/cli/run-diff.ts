import { Arguments } from './arguments';
import { inWordsOfTheCommand } from './cause-help';
import { KnownCluster, readCluster } from './config/known-cluster';
import { WRITE_DIFF } from './diff-formats';
import { DiffSide, sidesOf } from './diff-sides';
import { ExitCode } from './exit-code';
import { focusIn } from './focus';
import { warn, writeProblems } from './messages';
import { Reader, readOperands } from './read-paths';
import { rereadable, savedState, SavedState } from './saved-states';
import { sizeLimitIn } from './size-limit';
import { Terminal } from './terminal';
import { compare } from '../changes/compare';
import { folded } from '../changes/grouped';
import { comparisonInFocus } from '../changes/in-focus';
import { differentReading } from '../changes/lock-problems';
import { opens } from '../changes/opens';
import { ConnectionRecord } from '../changes/record';
import { recordOf } from '../changes/record-of';
import { unknownCauses } from '../changes/unknown-causes';
import { FoldedComparison } from '../model/connection-change';
import { Problem } from '../model/finding';
import { GroupedBy } from '../model/grouping';
import { Snapshot } from '../model/snapshot';
import { ListingContext } from '../render/json-parts';
import { count } from '../wording/lists';

/** Runs `netpol diff`. */
export async function runDiff(args: Arguments, machine: Terminal): Promise<ExitCode> {
  const terminal = rereadable(machine);
  const sides = sidesOf(args, terminal);
  const cluster = readCluster(args, terminal);
  const before = await readState(sides[0], cluster, args, terminal);
  // What is wrong with the description of the cluster is said once.
  const after = await readState(sides[1], { ...cluster, problems: [], withoutEffect: [] }, args, terminal);
  const mismatches = before === undefined || after === undefined ? [] : mismatchesOf(before, after);
  writeProblems(mismatches, terminal);
  if (before === undefined || after === undefined || mismatches.length > 0) {
    return ExitCode.UNREADABLE_INPUT;
  }
  const whole = compare(before.record(after.snapshot), after.record(before.snapshot));
  const comparison = comparisonInFocus(whole, focusIn(args, whole.workloads));
  const context = {
    ...after.context,
    isPartial: before.context.isPartial || after.context.isPartial,
    problems: [...before.context.problems, ...after.context.problems],
  };
  const changes = folded(comparison, (args.value('by') ?? 'destination') as GroupedBy);
  WRITE_DIFF[args.value('format') ?? 'text'](changes, context, terminal);
  warnOfUnknown(changes, after.snapshot, terminal);
  const code = before.code === ExitCode.FINE ? after.code : before.code;
  return code === ExitCode.FINE && args.has('exit-code') && opens(comparison) ? ExitCode.FINDINGS : code;
}

/** What became unknown may have opened; what would settle it is worth more than a row. */
function warnOfUnknown(changes: FoldedComparison, after: Snapshot | undefined, terminal: Terminal): void {
  const amount = changes.pairs
    .filter(({ change }) => !change.perhapsOpened.isEmpty || !change.perhapsClosed.isEmpty).length;
  if (amount > 0) {
    const causes = after === undefined ? [] : unknownCauses(changes, after).map(inWordsOfTheCommand);
    warn(`between ${count(amount, 'pair')} of endpoints something is unknown now that was not`, causes, terminal);
  }
}

/** One of two states. */
interface DiffState {
  /** Who may connect to whom, as far as it can be compared with the other, where that was read from manifests. */
  readonly record: (other: Snapshot | undefined) => ConnectionRecord;
  /** Undefined for a file that netpol wrote. */
  readonly snapshot?: Snapshot;
  readonly saved?: SavedState;
  readonly context: ListingContext;
  readonly code: ExitCode;
}

async function readState(
  side: DiffSide, cluster: KnownCluster, args: Arguments, terminal: Terminal,
): Promise<DiffState | undefined> {
  const [first] = side.operands;
  const saved = side.operands.length === 1 ? await savedState(first, side.files, sizeLimitIn(args)) : undefined;
  if (saved !== undefined && 'record' in saved) {
    return stateOfFile(saved, args);
  }
  if (saved !== undefined) {
    writeProblems([saved], terminal);
    return undefined;
  }
  const reader: Reader = { verb: side.verb, withoutEffect: ({ withoutEffect }) => withoutEffect };
  const { operands, files } = side;
  const read = await readOperands({ operands, files, cluster }, args, terminal, reader);
  if (read === undefined) {
    return undefined;
  }
  const { snapshot } = read.ingested;
  return {
    record: other => recordOf(snapshot, other === undefined ? [] : [other]),
    snapshot,
    context: read.context,
    code: read.code,
  };
}

function stateOfFile(saved: SavedState, args: Arguments): DiffState {
  const { dialect, externalBlocks, isPartial } = saved;
  return {
    record: () => saved.record,
    saved,
    context: { dialect, externalBlocks, isPartial, problems: [] },
    code: isPartial && !args.has('keep-going') ? ExitCode.UNREADABLE_INPUT : ExitCode.FINE,
  };
}

/** What is read in another way cannot be compared. */
function mismatchesOf(before: DiffState, after: DiffState): Problem[] {
  const [state, other] = before.saved === undefined ? [after, before] : [before, after];
  if (state.saved === undefined) {
    return [];
  }
  const name = other.saved === undefined ? 'the manifests are' : `\`${other.saved.name}\` is`;
  const problem = differentReading(state.saved.name, state.saved, { ...other.context, name },
    `say the same for both: \`--dialect ${state.saved.dialect}\`; or write the file anew`);
  return problem === undefined ? [] : [problem];
}
