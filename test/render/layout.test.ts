import { Finding } from '../../src/model/finding';
import { renderColumns } from '../../src/render/columns';
import { renderFinding, renderProblem } from '../../src/render/human';
import { renderConnections, renderMatrix } from '../../src/render/matrix';
import { ALL_PORTS, portRange } from '../../src/sets/ports';
import { TrafficSet } from '../../src/sets/traffic-set';

const BARE: Finding = { check: 'r', severity: 'error', title: 't', at: { object: 'Pod a/b' }, evidence: [], notes: [], help: [] };

function lines(more: Partial<Finding>): string[] {
  return renderFinding({ ...BARE, ...more }).split('\n').slice(1);
}

test('a finding without more is two lines', () => {
  expect(renderFinding(BARE)).toBe('error[r]: t\n  --> Pod a/b');
});

test('every part has its place', () => {
  expect(lines({ evidence: [{ label: 'a', text: 'b' }], effect: 'e', notes: ['n', 'm'], help: ['h', 'i'] })).toEqual([
    '  --> Pod a/b', '   |', '   | a  b', '   = effect: e', '   = note:   n', '   = note:   m', 'help: h', 'help: i',
  ]);
});

test('later lines of a text stand below its first', () => {
  expect(lines({ effect: 'one\ntwo', help: ['one\ntwo'] })).toEqual([
    '  --> Pod a/b', '   = effect: one', '             two', 'help: one', '      two',
  ]);
});

test('labels and columns are aligned, and a line without columns begins behind its label', () => {
  expect(lines({
    evidence: [
      { label: 'egress', columns: ['shop/web', 'allowed'], text: 'x' },
      { label: '', columns: ['', ''], text: 'y' },
      { label: 'in all', text: 'z' },
    ],
  }).slice(2)).toEqual(['   | egress  shop/web  allowed  x', '   |                            y', '   | in all  z']);
});

const MARKS: Record<string, [string, string, string[]]> = {
  'below its part': ['from app=wbe, TCP 80', 'app=wbe', ['   | a  from app=wbe, TCP 80', '   |         ^^^^^^^ why']],
  'the last of several': ['app, to app', 'app', ['   | a  app, to app', '   |            ^^^ why']],
  'a part that is not there is not marked': ['text', 'other', ['   | a  text']],
};

test.each(Object.entries(MARKS))('a mark stands %s', (_, [text, part, expected]) => {
  expect(lines({ evidence: [{ label: 'a', text, mark: { part, remark: 'why' } }] }).slice(2)).toEqual(expected);
});

const PLACES: Record<string, [Finding['at'], string]> = {
  'construct and line of code': [{ object: 'o', constructPath: 'app/shop', source: 'lib/shop.ts:41', file: 'f' }, 'app/shop  (lib/shop.ts:41)'],
  'construct': [{ object: 'o', constructPath: 'app/shop' }, 'app/shop'],
  'file': [{ object: 'o', file: 'policies.yaml#2' }, 'policies.yaml#2'],
  'object': [{ object: 'Pod a/b' }, 'Pod a/b'],
};

test.each(Object.entries(PLACES))('the place of a finding is its %s', (_, [at, text]) => {
  expect(lines({ at })[0]).toBe(`  --> ${text}`);
});

test('a problem names its object and field below its place', () => {
  expect(renderProblem({ severity: 'warning', message: 'm', at: { object: 'Pod a/b', file: 'f#1' }, field: 'spec.x', help: 'h' })).toBe(
    'warning[input]: m\n  --> f#1\n   |\n   | in Pod a/b, at spec.x\nhelp: h');
});

test('columns are as wide as their widest cell, and no line ends in spaces', () => {
  expect(renderColumns([['a', 'bbb', 'c'], ['aaa', 'b'], []])).toEqual(['a    bbb  c', 'aaa  b', '']);
  expect(renderColumns([])).toEqual([]);
});

const TCP = TrafficSet.of('TCP', portRange(80));
const CONNECTIONS: Record<string, [TrafficSet, TrafficSet, string]> = {
  'nothing': [TrafficSet.NONE, TrafficSet.NONE, 'nothing'],
  'what is allowed': [TCP, TrafficSet.NONE, 'TCP 80'],
  'what is unknown': [TrafficSet.NONE, TCP, 'unknown: TCP 80'],
  'both': [TrafficSet.of('UDP', portRange(53)), TCP, 'UDP 53 (unknown: TCP 80)'],
  'everything': [TrafficSet.ALL, TrafficSet.NONE, 'everything'],
  'every port of one protocol': [TrafficSet.of('TCP', ALL_PORTS), TrafficSet.NONE, 'TCP all ports'],
};

test.each(Object.entries(CONNECTIONS))('a cell of the matrix says %s', (_, [allowed, unknown, text]) => {
  expect(renderConnections({ allowed, unknown, denied: TrafficSet.NONE }, TrafficSet.ALL)).toBe(text);
});

test('where a protocol is dropped, everything is what the others carry', () => {
  const carried = TrafficSet.ALL.subtract(TrafficSet.of('SCTP', ALL_PORTS));
  expect([carried, TrafficSet.ALL, TCP].map(allowed =>
    renderConnections({ allowed, unknown: TrafficSet.NONE, denied: TrafficSet.NONE }, carried))).toEqual(['everything', 'everything', 'TCP 80']);
  expect(renderConnections({ allowed: TrafficSet.NONE, unknown: carried, denied: TrafficSet.NONE }, carried)).toBe('unknown: everything');
});

test('a matrix without a connection says so', () => {
  expect(renderMatrix([], TrafficSet.ALL)).toBe('nothing may connect to anything');
});
