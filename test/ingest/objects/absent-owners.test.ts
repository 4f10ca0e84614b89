import { Problem } from '../../../src/model/finding';
import { formatWorkload } from '../../../src/model/workload';
import { labeled, pod, policy, read } from '../../fixture';

const OF_SET = { owner: 'StatefulSet db' };
const ON = (key: string, value: string) => policy('shop/p', { podSelector: labeled({ [key]: value }) });
const FROM_BLOCK = policy('shop/p', { ingress: [{ from: [{ ipBlock: { cidr: '10.0.0.0/31' } }] }] });

function names(objects: readonly object[]): string[] {
  return read(objects).snapshot.workloads.map(workload =>
    `${workload.kind} ${formatWorkload(workload)}${workload.isSinglePod ? ' (one pod)' : ''}`);
}

describe('pods of a controller that is not in the input are listed as', () => {
  test.each<[string, object[], string[]]>([
    ['the controller', [pod('shop/db-0', {}, OF_SET), pod('shop/db-1', {}, OF_SET)], ['StatefulSet shop/db']],
    ['the controller, where there is only one', [pod('shop/db-0', {}, OF_SET)], ['StatefulSet shop/db (one pod)']],
    ['the controller, if no policy asks for the labels in which they differ',
      [pod('shop/db-0', { index: '0' }, OF_SET), pod('shop/db-1', { index: '1' }, OF_SET), ON('app', 'db')], ['StatefulSet shop/db']],
    ['groups of those that a policy cannot tell apart',
      [
        pod('shop/db-0', { role: 'primary' }, OF_SET), pod('shop/db-1', { role: 'replica' }, OF_SET),
        pod('shop/db-2', { role: 'replica' }, OF_SET), ON('role', 'primary'),
      ],
      ['Pod shop/db-0 (one pod)', 'StatefulSet shop/db with role=replica']],
    ['groups of those with addresses that a policy cannot tell apart',
      [
        pod('shop/db-0', {}, { ...OF_SET, ip: '10.0.0.1' }), pod('shop/db-1', {}, { ...OF_SET, ip: '10.0.0.2' }),
        pod('shop/db-2', {}, { ...OF_SET, ip: '10.0.0.3' }), FROM_BLOCK,
      ],
      ['Pod shop/db-0 (one pod)', 'StatefulSet shop/db with 2 like pods']],
    ['themselves, if all that they have in common is their node',
      [pod('kube-system/etcd', {}, { owner: 'Node one' }), pod('kube-system/api', {}, { owner: 'Node one' })],
      ['Pod kube-system/etcd (one pod)', 'Pod kube-system/api (one pod)']],
    ['themselves, if a custom controller gave them different ports',
      [pod('shop/a', {}, { owner: 'Workflow w', ports: ['80'] }), pod('shop/b', {}, { owner: 'Workflow w' })],
      ['Pod shop/a (one pod)', 'Pod shop/b (one pod)']],
    ['those of two namespaces', [pod('shop/db-0', {}, OF_SET), pod('lab/db-0', {}, OF_SET)],
      ['StatefulSet shop/db (one pod)', 'StatefulSet lab/db (one pod)']],
  ])('%s', (_, objects, expected) => {
    expect(names(objects)).toEqual(expected);
  });
});

test('a controller has the addresses, the nodes and the labels of all of its pods', () => {
  const [db] = read([
    pod('shop/db-0', { app: 'db', index: '0' }, { ...OF_SET, ip: '10.0.0.1', node: 'one' }),
    pod('shop/db-1', { app: 'db', index: '1' }, { ...OF_SET, ip: '10.0.0.2', node: 'two' }),
  ]).snapshot.workloads;
  expect(`${db.addresses!.intervals.map(({ start, end }) => end - start)}`).toBe('2');
  expect(db.nodes).toEqual(['one', 'two']);
  expect([...db.labels.known]).toEqual([['app', 'db']]);
  expect(db.labels.uncertain.get('index')).toEqual({ mayBeAbsent: false, values: ['0', '1'], isAdded: true });
});

test('one warning names the controllers whose pods are listed apart', () => {
  const { problems } = read([
    pod('shop/db-0', { role: 'primary' }, OF_SET), pod('shop/db-1', { role: 'replica' }, OF_SET), ON('role', 'primary'),
  ]);
  expect(problems).toEqual<Problem[]>([{
    severity: 'warning',
    message: 'the pods of StatefulSet `shop/db` are not alike to the policies, so that they are listed apart',
    at: { object: 'the input' },
    help: 'compare their labels and addresses with what the policies ask for',
  }]);
});
