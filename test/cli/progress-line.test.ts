import { readInput } from '../../src/cli/input/read-input';
import { ProgressLine } from '../../src/cli/progress-line';
import { Missing, Terminal } from '../../src/cli/terminal';
import { expectVisible, HOSTILE } from '../hostile/expect-visible';

/** A line, the clock that it looks at, and what it has written. */
function line(columns = 80) {
  const state = { now: 0, written: '' };
  const progress = new ProgressLine(text => { state.written += text; }, () => state.now, () => columns);
  return { state, progress };
}

test('says nothing in the first second, and then what is being done', () => {
  const { state, progress } = line();
  state.now = 999;
  progress.tell('reading a.yaml');
  expect(state.written).toBe('');
  state.now = 1_000;
  progress.tell('reading b.yaml');
  expect(state.written).toBe('\r\u001b[Kreading b.yaml');
});

test('says no more than anybody reads', () => {
  const { state, progress } = line();
  for (state.now = 1_000; state.now < 2_000; state.now += 1) {
    progress.tell(`${state.now}`);
  }
  expect(state.written.split('\r').length - 1).toBe(10);
});

test('is taken away once, and only where it is', () => {
  const { state, progress } = line();
  progress.clear();
  state.now = 1_000;
  progress.tell('x');
  progress.clear();
  progress.clear();
  expect(state.written).toBe('\r\u001b[Kx\r\u001b[K');
});

test('stays one line that fits, whatever a file is called', () => {
  const { state, progress } = line(60);
  state.now = 1_000;
  progress.tell(`reading ${HOSTILE}${'x'.repeat(500)}`);
  expectVisible(state.written.slice('\r\u001b[K'.length));
  expect(state.written.length).toBeLessThan(60);
});

test('asks for no time where nobody watches', () => {
  const asked: number[] = [];
  const progress = new ProgressLine(undefined, () => asked.push(1), () => 80);
  progress.tell('x');
  progress.clear();
  expect(asked).toHaveLength(1);
});

test('each file is told while it is read', async () => {
  const told: string[] = [];
  const terminal = {
    kindOf: () => 'file',
    realPath: (name: string) => name,
    readFile: () => Buffer.from('kind: Pod\napiVersion: v1\nmetadata: {name: a}\n'),
    listFolder: () => { throw new Missing(); },
    tellProgress: (doing: string) => told.push(doing),
  } as unknown as Terminal;
  const { manifests } = await readInput(['a.yaml', 'b.yaml'], terminal, { isRaw: false, globs: [], limit: 1_000, verb: 'list' });
  expect([...manifests]).toHaveLength(2);
  expect([...new Set(told)]).toEqual(['reading a.yaml', 'reading b.yaml', 'reading a.yaml#1', 'reading b.yaml#1']);
});
