import { differences, readJson, readLines, readRows } from '../../bench/table/answers';
import { Tool } from '../../bench/table/tool';
import { PEERS } from '../../bench/table/tools';

const ALL: Tool = { name: 'peer', command: () => [], read: readRows, leavesOut: () => false };
const [ANALYZER, DATA_PLANE] = PEERS;

const ANSWERS = new Map([['a/web[Deployment] => a/db[Deployment]', 'TCP 80,8000-8080']]);

test('one form, whoever prints it', () => {
  expect(readRows('[{"src":"a/web[Deployment]","dst":"a/db[Deployment]","conn":"TCP 80,8000-8080"}]')).toEqual(ANSWERS);
  expect(readLines('a/web[Deployment] => a/db[Deployment] : TCP 80,8000-8080\n')).toEqual(ANSWERS);
  expect(readJson(JSON.stringify({
    endpoints: [{ id: 'a/web[Deployment]', type: 'workload' }, { id: 'a/db[Deployment]', type: 'workload' }],
    connections: [{
      source: 'a/web[Deployment]', destination: 'a/db[Deployment]', allowed: { TCP: [[80, 80], [8000, 8080]] }, unknown: {},
    }],
  }))).toEqual(ANSWERS);
});

test('what one peer writes with a kind of endpoint, another one writes without', () => {
  const row = new Map([['10.0.0.0-10.0.0.255 => a/db[Deployment]', 'All Connections']]);
  expect(readLines('10.0.0.0-10.0.0.255[External] => a/db[Deployment] : All Connections\n')).toEqual(row);
});

test('an unknown answer is refused: no peer can say that', () => {
  const output = JSON.stringify({
    endpoints: [], connections: [{ source: 'a', destination: 'b', allowed: {}, unknown: { TCP: [[1, 65535]] } }],
  });
  expect(() => readJson(output)).toThrow('a => b is partly unknown');
});

test.each([
  ['a port that differs', new Map([['a/web[Deployment] => a/db[Deployment]', 'TCP 80']])],
  ['a pair that is absent', new Map<string, string>()],
  ['a pair that is too much', new Map([...ANSWERS, ['a/db[Deployment] => a/web[Deployment]', 'TCP 80']])],
])('%s is a difference', (_, theirs) => {
  expect(differences(ANSWERS, theirs, ALL)).toHaveLength(1);
});

test('equal answers have no difference', () => {
  expect(differences(ANSWERS, new Map(ANSWERS), ALL)).toEqual([]);
});

test('what a peer leaves out is no difference, and nothing else', () => {
  const self = new Map([['a/web[Deployment] => a/web[Deployment]', 'TCP 80']]);
  const outside = new Map([['10.0.0.0-10.0.0.255 => a/db[Deployment]', 'TCP 80']]);
  const none = new Map<string, string>();
  expect([ANALYZER, DATA_PLANE].map(peer => differences(self, none, peer).length)).toEqual([0, 1]);
  expect([ANALYZER, DATA_PLANE].map(peer => differences(outside, none, peer).length)).toEqual([1, 0]);
});
