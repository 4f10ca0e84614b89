import { Check } from '../../../src/checks/check';
import { Dialect } from '../../../src/dialects/dialect';
import { DeclaredFacts } from '../../../src/model/cluster';
import { Finding } from '../../../src/model/finding';
import { Audience } from '../../../src/wording/audience';
import { cluster } from '../../fixture';
import { contextOfSnapshot } from '../contexts';

/** What a row of a table gives to a check. */
export interface Row {
  readonly given: readonly object[];
  readonly facts?: DeclaredFacts;
  readonly dialect?: Dialect;
  readonly audience?: Audience;
  readonly expected: readonly string[];
}

type Given = Omit<Row, 'expected'>;

/** What the check finds, with what is declared and in the words of an enforcer. */
export function findingsIn(check: Check, { given, facts, dialect, audience = 'constructs' }: Given): Finding[] {
  return check.check({ ...contextOfSnapshot(cluster(given, facts, dialect)), audience });
}

/** The same as `severity: title`. */
export function foundIn(check: Check, row: Given): string[] {
  return findingsIn(check, row).map(({ severity, title }) => `${severity}: ${title}`);
}
