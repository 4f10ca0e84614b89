import fc from 'fast-check';
import { compare } from '../../src/changes/compare';
import { readLock } from '../../src/changes/read-lock';
import { recordOf } from '../../src/changes/record-of';
import { readSavedList } from '../../src/changes/saved-list';
import { writeLock } from '../../src/changes/write-lock';
import { goldenFiles } from '../cli/golden';
import { netpol } from '../cli/terminal';
import { cluster } from '../fixture';

const FILES = goldenFiles('diff/new/shop.yaml');
const SNAPSHOT = cluster(Object.values(FILES)[0]);
const LIVE = recordOf(SNAPSHOT);
const LOCK = writeLock(LIVE, { dialect: 'kubernetes', externalBlocks: false });

/** The value with one place in it replaced: what may be wrong with a file that somebody has edited. */
function withSlip(value: unknown, path: readonly number[], slip: unknown): unknown {
  const [place, ...rest] = path;
  if (place === undefined || typeof value !== 'object' || value === null) {
    return slip;
  }
  const keys = Object.keys(value);
  const key = keys[place % Math.max(1, keys.length)];
  const changed = withSlip((value as Record<string, unknown>)[key], rest, slip);
  return Array.isArray(value) ? value.map((item, index) => (`${index}` === key ? changed : item as unknown))
    : { ...value, [key]: changed };
}

const SLIP = fc.constantFrom<unknown>(null, '', 'x', 0, -1, [], {}, [1], { a: 1 }, true);

test.each([[[]], [['--group']]])('a list with a slip is told or compared, and never a fault: %j', async options => {
  const { out } = await netpol(['list', 'diff/new', '--format', 'json', ...options], FILES);
  const written = JSON.parse(out) as { waysIn: object[] };
  const list: unknown = { ...written, waysIn: [...written.waysIn, { ...written.waysIn[0], clients: ['10.0.0.0/8'] }] };
  fc.assert(fc.property(fc.array(fc.nat(40), { maxLength: 7 }), SLIP, (path, slip) => {
    const read = readSavedList(withSlip(list, path, slip));
    if (typeof read !== 'string') {
      compare(read.record, LIVE);
    }
  }), { numRuns: 1_500 });
});

test('a lock with a slip is told or compared, and never a fault', () => {
  const slips = fc.constantFrom('', ' ', ':', '[', '<-', '%', '(', 'x', '\n', '0', '/');
  fc.assert(fc.property(fc.nat(LOCK.length), fc.nat(12), slips, (place, length, slip) => {
    const read = readLock(LOCK.slice(0, place) + slip + LOCK.slice(place + length));
    if (!('reason' in read)) {
      compare(read.record, LIVE);
      compare(LIVE, read.record);
    }
  }), { numRuns: 3_000 });
});
