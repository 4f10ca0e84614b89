import { Chart, Testing } from 'cdk8s';
import { refusalOf } from '../constructs/synthesized';
import { Cidr, LabelExpression, Namespaces, Pods, Port } from 'cdk8s-netpol';

// What plain JavaScript lets pass, and would be read as more than anybody meant.

const web = Pods.labeled({ app: 'web' });

const refusals: Record<string, [(chart: Chart) => unknown, string]> = {
  'exceptions as in a manifest': [() => Cidr.of('10.0.0.0/8', { except: ['10.1.0.0/16'] } as any),
    '`Cidr.of(\'10.0.0.0/8\')`: there is no property `except`\n'
    + 'help: did you mean `exceptCidrs`?'],
  'exceptions as in Python': [() => Cidr.internet({ except_cidrs: ['10.1.0.0/16'] } as any),
    '`Cidr.internet`: there is no property `except_cidrs`\n'
    + 'help: did you mean `exceptCidrs`?'],
  'an exception behind the block': [() => Cidr.of('10.0.0.0/8', '10.1.0.0/16' as any),
    '`Cidr.of(\'10.0.0.0/8\')`: `options` is \'10.1.0.0/16\', not an object with properties\n'
    + 'help: name what is given: `{ exceptCidrs: ... }`'],
  'exceptions behind the block': [() => Cidr.of('10.0.0.0/8', ['10.1.0.0/16'] as any),
    '`Cidr.of(\'10.0.0.0/8\')`: `options` is a list, not an object with properties\n'
    + 'help: name what is given: `{ exceptCidrs: ... }`'],
  'null for the options': [() => Cidr.of('10.0.0.0/8', null as any),
    '`Cidr.of(\'10.0.0.0/8\')`: `options` is null, not an object with properties\n'
    + 'help: name what is given: `{ exceptCidrs: ... }`'],
  'a third argument': [() => (Cidr as any).of('10.0.0.0/8', {}, '10.1.0.0/16'),
    '`Cidr.of(\'10.0.0.0/8\')`: it was given \'10.1.0.0/16\' as well, which it does not read\n'
    + 'help: list the blocks that are left out: `{ exceptCidrs: [...] }`'],
  'exceptions of what has none': [() => (Cidr as any).anyIpv4({ exceptCidrs: ['10.0.0.0/8'] }),
    '`Cidr.anyIpv4`: it was given a plain object as well, which it does not read\n'
    + 'help: to leave something out write `Cidr.of(\'0.0.0.0/0\', { exceptCidrs: [...] })`'],
  'labels of all pods': [() => (Pods as any).all({ app: 'web' }),
    '`Pods.all`: it was given a plain object as well, which it does not read\n'
    + 'help: to choose pods by their labels write `Pods.labeled({ ... })`'],
  'the name of all namespaces': [() => (Namespaces as any).all('shop'),
    '`Namespaces.all`: it was given \'shop\' as well, which it does not read\n'
    + 'help: to choose namespaces write `Namespaces.labeled({ ... })` or `Namespaces.named(...)`'],
  'a namespace behind the labels': [() => (Pods as any).labeled({ app: 'web' }, 'shop'),
    '`Pods.labeled`: it was given \'shop\' as well, which it does not read\n'
    + 'help: write all labels into one object, `{ app: \'web\' }`; where the pods are say with `.inNamespace(...)`'],
  'a label without an object': [() => (Pods as any).labeled('app', 'web'),
    '`Pods.labeled`: it was given \'web\' as well, which it does not read\n'
    + 'help: write all labels into one object, `{ app: \'web\' }`; where the pods are say with `.inNamespace(...)`'],
  'a Map of labels, which would select everything': [() => Pods.labeled(new Map([['app', 'web']]) as any),
    '`Pods.labeled`: `labels` is a Map, not keys with values\n'
    + 'help: write them: `{ app: \'web\' }`'],
  'a label that is called by a symbol': [() => Pods.labeled({ [Symbol('app')]: 'web' } as any),
    '`Pods.labeled`: the key of a label is Symbol(app), which is not a string\n'
    + 'help: name the label: `\'app\'`'],
  'an object without a prototype for a label': [() => Pods.labeled({ app: Object.create(null) } as any),
    '`Pods.labeled`: the value of label `app` is a plain object, which is not a string\n'
    + 'help: write a text in quotes'],
  'a second namespace of one': [() => (web as any).inNamespace('a', 'b'),
    '`Pods.inNamespace`: it was given \'b\' as well, which it does not read\n'
    + 'help: for several namespaces write `.inNamespaces(...)`'],
  'a namespace of all': [() => (web as any).inAllNamespaces('a'),
    '`Pods.inAllNamespaces`: it was given \'a\' as well, which it does not read\n'
    + 'help: for some namespaces write `.inNamespaces(...)`'],
  'a symbol for a namespace': [() => web.inNamespace(Symbol('shop') as any),
    '`Pods.inNamespace(Symbol(shop))`: `Symbol(shop)` is not a namespace name\n'
    + 'help: a name is 1 to 63 lower-case letters, digits and `-`, with a letter or digit at both ends'],
  'an object without a prototype for a namespace': [() => web.inNamespace(Object.create(null)),
    '`Pods.inNamespace(a plain object)`: a plain object is not a namespace name\n'
    + 'help: a name is 1 to 63 lower-case letters, digits and `-`, with a letter or digit at both ends'],
  'a list of namespaces in place of several': [() => Namespaces.named(['a', 'b'] as any),
    '`Namespaces.named(a list)`: a list is not a namespace name\n'
    + 'help: a name is 1 to 63 lower-case letters, digits and `-`, with a letter or digit at both ends'],
  'a range for one port': [() => (Port as any).tcp(8000, 9000),
    '`Port.tcp`: it was given 9000 as well, which it does not read\n'
    + 'help: for a range of ports write `Port.tcpRange(first, last)`'],
  'one port for all': [() => (Port as any).allTcp(80),
    '`Port.allTcp`: it was given 80 as well, which it does not read\n'
    + 'help: for one port write `Port.tcp(number)`'],
  'a number behind a named port': [() => (Port as any).named('http', 'TCP', 80),
    '`Port.named(\'http\')`: it was given 80 as well, which it does not read\n'
    + 'help: write the name and the protocol of one port'],
  'a symbol for the name of a port': [() => Port.named(Symbol('http') as any),
    '`Port.named(Symbol(http))`: Symbol(http) is not a port name\n'
    + 'help: a name is 1 to 15 lower-case letters, digits and single `-` between them, with at least one letter'],
  'values without a list': [() => (LabelExpression as any).in('tier', 'web', 'api'),
    '`LabelExpression.in`: it was given \'api\' as well, which it does not read\n'
    + 'help: list the values: `LabelExpression.in(\'tier\', [\'web\', \'api\'])`'],
  'a second label of one': [() => (LabelExpression as any).exists('tier', 'app'),
    '`LabelExpression.exists`: it was given \'app\' as well, which it does not read\n'
    + 'help: for a label with some values write `LabelExpression.in(key, [...])`'],
  'a query as in a manifest': [() => Pods.matching({ matchLabels: { app: 'web' } } as any),
    '`Pods.matching`: there is no property `matchLabels`\n'
    + 'help: did you mean `labels`?'],
  'an expression that no factory made': [() => Pods.matching({ expressions: [{ key: 'app', operator: 'in', values: ['a'] }] } as any),
    '`Pods.matching`: `expressions[0].operator` is \'in\', not one of \'In\', \'NotIn\', \'Exists\', \'DoesNotExist\'\n'
    + 'help: write a `LabelExpression`: `LabelExpression.exists(\'app\')`'],
};

test.each(Object.entries(refusals))('%s is refused', (_, [run, message]) => {
  expect(refusalOf(() => run(new Chart(Testing.app(), 'chart', { namespace: 'shop' })))).toBe(message);
});

test('numbers may be mapped to ports, though lists hand over more than the number', () => {
  expect([80, 443].map(Port.tcp).join()).toBe('TCP 80,TCP 443');
});

test('a long text is cut in messages, and what would not stay on its line is escaped', () => {
  expect(refusalOf(() => Cidr.of('x'.repeat(100_000))).length).toBeLessThan(2_000);
  expect(refusalOf(() => Pods.all().inNamespace('shop\n\u001b[31m\u202e'))).toContain(
    '`shop\\n\\u001b[31m\\u202e` is not a namespace name');
});

test('a list of nothing but holes is refused at once', () => {
  expect(refusalOf(() => LabelExpression.in('tier', new Array(2 ** 32 - 1)))).toContain('the value of label `tier` is undefined');
});
