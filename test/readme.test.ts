import { existsSync, readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { netpol } from './cli/terminal';
import { ROOT } from './compiled';
import { synth } from '../scripts/cdk8s';

const readme = readFileSync(path.join(ROOT, 'README.md'), 'utf8');
const example = path.join(ROOT, 'examples', 'first-steps');

/** The code blocks of the README, in their order. */
const blocks = [...readme.matchAll(/^```(\w*).*\n([\s\S]*?)^```$/gm)].map(([, language, text]) => ({ language, text }));

test('the first example is the program of examples/first-steps', () => {
  expect(blocks[0].text).toBe(readFileSync(path.join(example, 'one-sided.ts'), 'utf8'));
});

test('the output below it is what `cdk8s synth` really prints', () => {
  const { ok, stderr } = synth('first-steps', { main: 'one-sided.ts', output: 'dist-one-sided' });
  expect(ok).toBe(false);
  expect(stderr).toContain(blocks[1].text);
}, 60_000);

test('what the command is said to print is what it prints', async () => {
  const dist = path.join(ROOT, 'examples', 'cilium-cluster', 'dist');
  const files = readdirSync(dist).map(name => [name, readFileSync(path.join(dist, name), 'utf8')]);
  const { out } = await netpol(['list', '.'], Object.fromEntries(files));
  expect(blocks.map(({ text }) => text)).toContain(out);
});

test('what a check is said to find is what it finds', async () => {
  const text = readFileSync(path.join(ROOT, 'test', 'cli', 'golden', 'check', 'shop.yaml'), 'utf8');
  const { out } = await netpol(['check', 'shop.yaml', '--check', 'selects-nothing'], { 'shop.yaml': text });
  expect(blocks.map(block => block.text)).toContain(out);
});

test('what explains a connection is what the command prints', async () => {
  const text = readFileSync(path.join(ROOT, 'test', 'cli', 'golden', 'check', 'shop.yaml'), 'utf8');
  const asked = ['--from', 'shop/web', '--to', 'shop/orders', '--port', 'tcp/8080'];
  const { out } = await netpol(['explain', 'shop.yaml', ...asked], { 'shop.yaml': text });
  expect(blocks.map(block => block.text)).toContain(out);
});

test('its netpol.yaml is one that the command reads', async () => {
  const configuration = blocks.find(({ text }) => text.includes('\nassertions:'))!.text;
  const { code, err } = await netpol(['check', 'a.yaml'], { 'a.yaml': 'apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n', 'netpol.yaml': configuration });
  expect([code, err.includes('netpol.yaml')]).toEqual([1, false]);
});

test('it has exactly two commands for a fresh clone, each on one line', () => {
  const commands = blocks.filter(({ language, text }) => language === 'sh' && text.startsWith('npm ci'));
  expect(commands.map(({ text }) => text)).toEqual(['npm ci && npm run demo\n', 'npm ci && npm test\n']);
});

test('every file that it links to exists', () => {
  const links = [...readme.matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map(([, target]) => target);
  expect(links.length).toBeGreaterThan(5);
  expect(links.filter(target => !existsSync(path.join(ROOT, target)))).toEqual([]);
});
