import { Positions } from '../../src/cli/input/positions';

const TEXT = `# a remark
apiVersion: v1
metadata:
  labels:
    app.kubernetes.io/name: web
    "quoted": x
spec:
  rules:
    - ports: [80, 81]
      name: &a b

    - ports:
      - port: 1
      - port: 2
  empty:
  repeated: *a
  ? odd
  : 1
`;

describe('the line of a field, or of as much of its path as is there', () => {
  test.each<[string, number]>([
    ['', 2],
    ['apiVersion', 2],
    ['metadata.labels', 4],
    ['metadata.labels[app.kubernetes.io/name]', 5],
    ['metadata.labels[quoted]', 6],
    ['spec.rules[0]', 9],
    ['spec.rules[0].ports[1]', 9],
    ['spec.rules[0].name', 10],
    ['spec.rules[1].ports[1].port', 14],
    ['spec.rules[1].ports[7]', 12],
    ['spec.rules[1].ports[1].protocol', 14],
    ['spec.rules[5].ports', 8],
    ['spec.empty.below', 15],
    ['spec.repeated.below', 16],
    ['spec.odd', 17],
    ['spec.nothing', 7],
    ['nothing.at.all', 2],
  ])('%s', (path, line) => {
    expect(TEXT.slice(0, new Positions(TEXT).of(path)).split('\n').length).toBe(line);
  });

  test('behind a document marker and a remark', () => {
    const text = '--- # one\nkind: Pod\nmetadata:\n  name: 1\n';
    expect(text.slice(new Positions(text).of('metadata.name')).startsWith('name: 1')).toBe(true);
  });

  test.each(['', '# nothing', 'a: [', '- b'])('in a text without it, the beginning: %j', text => {
    expect(new Positions(text).of('a.b')).toBe(0);
  });
});
