import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { netpol } from '../cli/terminal';
import { ROOT } from '../compiled';

const [command, policies, answer] = [...readFileSync(path.join(ROOT, 'docs', 'upgrade.md'), 'utf8')
  .matchAll(/^```\w*\n([\s\S]*?)^```$/gm)].map(([, text]) => text);
const shop = readFileSync(path.join(ROOT, 'test', 'cli', 'golden', 'upgrade', 'shop.yaml'), 'utf8');

test('the policies of the page on upgrades are those of the answer below them', () => {
  expect(shop).toContain(policies);
});

test('what the command is said to print there is what it prints', async () => {
  const [program, ...args] = command.trim().split(' ');
  const { code, out } = await netpol(args, { 'shop.yaml': shop });
  expect([program, code, out]).toEqual(['netpol', 0, answer]);
});
