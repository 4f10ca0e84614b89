import { Files, netpol } from './terminal';

const pod = (name: string, namespace = 'shop', labels = `app: ${name}`) => `apiVersion: v1
kind: Pod
metadata: {name: ${name}, namespace: ${namespace}, labels: {${labels}}}
spec: {containers: [{name: c, image: i, ports: [{containerPort: 8080, name: http}]}]}
---
`;
const policy = (name: string, spec: string) => `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: ${name}, namespace: shop}
spec: ${spec}
---
`;
const SHOP = ['web', 'orders', 'db'].map(name => pod(name)).join('')
  + policy('deny', '{podSelector: {}, policyTypes: [Ingress, Egress]}')
  + policy('web', '{podSelector: {matchLabels: {app: web}}, policyTypes: [Egress], egress: [{to: [{podSelector: {matchLabels: {app: orders}}}], ports: [{port: 8080}]}]}')
  + policy('orders', '{podSelector: {matchLabels: {app: orders}}, ingress: [{from: [{podSelector: {matchLabels: {app: web}}}], ports: [{port: http}]}]}')
  + `apiVersion: v1
kind: Service
metadata: {name: orders, namespace: shop}
spec: {selector: {app: orders}, ports: [{port: 80, targetPort: 8080}]}
`;

/** What `netpol check` says about assertions in `netpol.yaml`; the checks are left out. */
async function asserted(assertions: string, files: Files = {}, ...options: readonly string[]) {
  const only = ['must-reach', 'must-not-reach', 'must-only-be-reached-by', 'must-only-reach', 'must-be-isolated'];
  return netpol(['check', 'a.yaml', ...only.flatMap(name => ['--check', name]), ...options], {
    'a.yaml': SHOP, 'netpol.yaml': `target: {networkDriver: calico}\nassertions:\n${assertions}\n`, ...files,
  });
}

const kinds = ({ out }: { readonly out: string }) => out.split('\n').flatMap(line => /^\w+\[([a-z-]+)\]/.exec(line)?.[1] ?? []);

describe('assertions that hold', () => {
  test.each<[string, string]>([
    ['a connection', '- mustReach: {from: shop/web, to: shop/orders, ports: [tcp/8080]}'],
    ['by its kind too', '- mustReach: {from: shop/pod/web, to: shop/Pod/orders, ports: [tcp/8080]}'],
    ['by labels', '- mustReach: {from: shop/app=web, to: shop/app=orders, ports: [TCP/http]}'],
    ['to a Service by its own port', '- mustReach: {from: shop/web, to: "service:shop/orders", ports: [tcp/80]}'],
    ['none from the internet', '- mustNotReach: {from: internet, to: shop/}'],
    ['none between several', '- mustNotReach: {from: [shop/orders, shop/db], to: [shop/web, internet]}'],
    ['only one source', '- mustOnlyBeReachedBy: {from: shop/web, to: shop/orders}'],
    ['only some destinations', '- mustOnlyReach: {from: shop/web, to: [shop/orders, kube-system/k8s-app=kube-dns]}'],
    ['isolation', '- mustBeIsolated: {pods: shop/}\n- mustBeIsolated: {pods: shop/db, direction: ingress}'],
    ['every pod that may come', '- mustNotReach: {from: shop/db, to: shop/web, futurePods: true}'],
  ])('%s', async (_, assertions) => {
    const { code, out, err } = await asserted(assertions);
    expect({ code, err, found: kinds({ out }) }).toEqual({ code: 0, err: '', found: [] });
    expect(out).toMatch(/^nothing found: 0 checks and \d assertions? on 3 workloads and 3 policies, for calico\n/);
  });
});

describe('assertions that do not hold', () => {
  test.each<[string, string, string]>([
    ['a connection that is denied', '- mustReach: {from: shop/web, to: shop/db}', 'must-reach'],
    ['a connection that is allowed', '- mustNotReach: {from: shop/web, to: shop/orders, ports: [tcp]}', 'must-not-reach'],
    ['another source', '- mustOnlyBeReachedBy: {from: shop/db, to: shop/orders}', 'must-only-be-reached-by'],
    ['another destination', '- mustOnlyReach: {from: shop/web, to: shop/db}', 'must-only-reach'],
    ['a pod that nothing isolates', '- mustBeIsolated: {pods: other/free, direction: ingress}', 'must-be-isolated'],
    ['a workload that is not there', '- mustNotReach: {from: shop/wbe, to: shop/db}', 'must-not-reach'],
    ['pods that are not there', '- mustNotReach: {from: shop/app=wbe, to: shop/db}', 'must-not-reach'],
    ['a Service that is not there', '- mustReach: {from: shop/web, to: "service:shop/order"}', 'must-reach'],
  ])('%s', async (_, assertions, kind) => {
    const run = await asserted(assertions, { 'a.yaml': SHOP + pod('free', 'other').replace(/^/, '---\n') });
    expect([run.code, kinds(run)]).toEqual([1, [kind]]);
    expect(run.out).toContain('  --> netpol.yaml  (netpol.yaml:3:3)\n');
  });

  test('the whole message, with what shows it again', async () => {
    const { out } = await asserted('- mustReach: {from: shop/web, to: shop/db, ports: [tcp/5432], reason: reports}');
    expect(out.split('\nhelp: this allows it')[0]).toBe(`error[must-reach]: the connection from \`shop/web\` to \`shop/db\` on TCP 5432 is denied, and must be allowed
  --> netpol.yaml  (netpol.yaml:3:3)
   |
   | reason   reports
   | witness  shop/web -> shop/db TCP 5432, denied
   | egress   shop/web  denied  isolated by shop/deny, shop/web; no rule admits it
   | ingress  shop/db   denied  isolated by shop/deny; no rule admits it
   | in all   1 of 1 pair: shop/web -> shop/db TCP 5432
   | replay   netpol explain a.yaml --from shop/web --to shop/db --port tcp/5432
   = effect: connections from \`shop/web\` time out
help: allow egress of \`shop/web\` on TCP 5432
help: allow ingress of \`shop/db\` on TCP 5432`);
  });

  test('the replay is a command that says the same', async () => {
    const { out } = await asserted('- mustNotReach: {from: shop/web, to: shop/orders}');
    const [, command] = /replay +netpol (explain .*)/.exec(out)!;
    expect((await netpol(command.split(' '), { 'a.yaml': SHOP })).out).toMatch(/^ALLOWED {2}shop\/web -> shop\/orders TCP 8080\n/);
  });

  test('as JSON, at the line of the assertion', async () => {
    const { out } = await asserted('- mustReach: {from: shop/web, to: shop/db}', {}, '--format', 'json');
    const { checked, findings } = JSON.parse(out);
    expect([checked.assertions, findings[0].check, findings[0].at]).toEqual([1, 'must-reach', { object: 'netpol.yaml', file: 'netpol.yaml', line: 3 }]);
  });

  test('one that is left out by its kind is not checked', async () => {
    const files = { 'a.yaml': SHOP, 'netpol.yaml': 'target: {networkDriver: calico}\nassertions: [{mustReach: {from: shop/web, to: shop/db}}]' };
    const run = (...options: string[]) => netpol(['check', 'a.yaml', '--skip', 'dns-blocked', ...options], files);
    expect([(await run()).code, (await run('--skip', 'must-reach')).code, (await run('--no-config')).code]).toEqual([1, 0, 0]);
  });

  test('a workload whose labels others have too is meant alone', async () => {
    const twin = `---\n${pod('twin', 'shop', 'app: web, track: canary')}`;
    const only = '- mustOnlyBeReachedBy: {from: shop/web, to: shop/orders}';
    expect(kinds(await asserted(only, { 'a.yaml': SHOP + twin }))).toEqual(['must-only-be-reached-by']);
  });
});

describe('what is no assertion is refused with its line', () => {
  test.each<[string, string, string, string, string]>([
    ['no list', 'assertions: {mustReach: {}}', ':1:1', '`assertions` is a map, not a list', 'begin each item with `- `'],
    ['a slip in the kind', 'assertions: [{mustReech: {}}]', ':1:14', '`assertions[0]` is no assertion', 'did you mean `mustReach`?'],
    ['two in one', 'assertions: [{mustReach: {}, mustNotReach: {}}]', ':1:14', '`assertions[0]` is no assertion',
      'write one of `mustReach`, `mustNotReach`, `mustOnlyBeReachedBy`, `mustOnlyReach`, `mustBeIsolated`, and below it whom it is about'],
    ['a slip in a key', 'assertions: [{mustReach: {form: a/b, to: a/b}}]', ':1:27', '`assertions[0].mustReach.form` is not known of `mustReach`', 'did you mean `from`?'],
    ['no end', 'assertions: [{mustReach: {from: a/b}}]', ':1:15', '`assertions[0].mustReach.to` names no end of a connection', 'write `shop/web`, `internet`, or a list of such ends'],
    ['an end that is none', 'assertions: [{mustReach: {from: web, to: a/b}}]', ':1:27', '`web` is no end of a connection',
      'write the namespace before it: `default/web`; or `web/` for all pods of a namespace'],
    ['a Service as source', 'assertions: [{mustReach: {from: "service:a/b", to: a/b}}]', ':1:27', '`service:a/b` starts no connection: a Service only leads to pods',
      'name the pods behind it: `shop/web`, or `shop/app=web`'],
    ['a port that is none', 'assertions: [{mustReach: {from: a/b, to: a/b, ports: [80]}}]', ':1:55', '`assertions[0].mustReach.ports[0]` is 80, not text', 'put it in quotes'],
    ['a port without a protocol', 'assertions: [{mustReach: {from: a/b, to: a/b, ports: [http]}}]', ':1:55',
      '`assertions[0].mustReach.ports[0]` is "http", not a protocol with a port', 'write `tcp/8080`, `tcp/8000-8010`, `tcp/http`, or `tcp` for every port of TCP'],
    ['no ports', 'assertions: [{mustReach: {from: a/b, to: a/b, ports: []}}]', ':1:47', '`assertions[0].mustReach.ports` is an empty list, which would mean no port',
      'name the ports, or leave `ports` out for every port'],
    ['a direction that is none', 'assertions: [{mustBeIsolated: {pods: a/, direction: in}}]', ':1:42', '`assertions[0].mustBeIsolated.direction` is "in", not known',
      'write `ingress`, `egress`, `both`'],
  ])('%s', async (_, config, place, message, help) => {
    const { code, out, err } = await netpol(['check', 'a.yaml'], { 'a.yaml': SHOP, 'netpol.yaml': `${config}\n` });
    expect([code, out]).toEqual([3, '']);
    expect(err).toContain(`error[input]: ${message}\n  --> netpol.yaml  (netpol.yaml${place})\n`);
    expect(err).toContain(`help: ${help}\n`);
  });
});
