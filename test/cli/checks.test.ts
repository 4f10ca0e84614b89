import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import Ajv from 'ajv';
import { expectGolden } from './golden';
import { netpol } from './terminal';
import { CHECKS } from '../../src/checks/all';

const SCHEMA = JSON.parse(readFileSync(path.join(__dirname, '..', '..', 'schema', 'checks.schema.json'), 'utf8')) as
  { readonly definitions: { readonly check: { readonly properties: object } } };
const isOfSchema = new Ajv({ allowUnionTypes: true }).compile(SCHEMA);

const METAS = CHECKS.map(({ meta }) => meta);

interface Example {
  readonly manifests: string;
  readonly configuration: string | null;
}

interface Answer {
  readonly checks: readonly { readonly name: string; readonly bad: Example; readonly good: Example }[];
}

const answerOf = async (...args: readonly string[]) => JSON.parse((await netpol(['checks', ...args, '--format', 'json'])).out) as Answer;

describe('what it prints, byte for byte', () => {
  test.each<[string, string[]]>([
    ['checks/list', []],
    ['checks/dns-blocked', ['dns-blocked']],
    ['checks/enforcer-differs', ['enforcer-differs']],
    ['checks/enforcer-differs-json', ['enforcer-differs', '--format', 'json']],
  ])('%s', async (name, args) => {
    const { code, out, err } = await netpol(['checks', ...args]);
    expect([code, err]).toEqual([0, '']);
    expectGolden(`${name}.out`, out);
  });
});

test('the list has every check with its severity, its status and what it finds', async () => {
  const { out } = await netpol(['checks'], {}, '', 1_000);
  expect(out.split('\n').map(line => line.replace(/ {2,}/g, '|')))
    .toEqual([...METAS.map(({ name, severity, status, summary }) => [name, severity, status, summary].join('|')), '']);
});

test.each(METAS)('the page of $name says why, shows both examples, and fits a terminal', async ({ name, why, bad, good, links }) => {
  const { code, out } = await netpol(['checks', name], {}, '', 80);
  expect(code).toBe(0);
  expect(out.replace(/\s+/g, ' ')).toContain(why.replace(/\s+/g, ' '));
  [bad, good].forEach(({ manifests }) => manifests.trim().split('\n').forEach(line => expect(out).toContain(line)));
  links.forEach(({ url }) => expect(out).toContain(url));
  const text = out.slice(0, out.indexOf('\nwrong:\n'));
  expect(text.split('\n').filter(({ length }) => length > 80)).toEqual([]);
});

test.each(METAS)('what the page of $name calls wrong and right, the command finds wrong and right', async ({ name }) => {
  const { checks: [{ bad, good }] } = await answerOf(name);
  const found = async ({ manifests, configuration }: Example) => {
    const { out, err } = await netpol(['check', 'a.yaml', '--check', name, '--format', 'json'],
      { 'a.yaml': manifests, 'netpol.yaml': configuration ?? undefined });
    expect([name, err.includes('netpol.yaml')]).toEqual([name, false]);
    return (JSON.parse(out) as { findings: object[] }).findings.length > 0;
  };
  expect([await found(bad), await found(good)]).toEqual([true, false]);
});

test('JSON is of the published schema, which knows every field', async () => {
  const answer = await answerOf();
  expect(isOfSchema(answer) ? [] : isOfSchema.errors).toEqual([]);
  expect(answer.checks.map(({ name }) => name)).toEqual(METAS.map(({ name }) => name));
  const known = Object.keys(SCHEMA.definitions.check.properties).sort();
  answer.checks.forEach(check => expect(Object.keys(check).sort()).toEqual(known));
});

test.each<[string, string[], string, string]>([
  ['a slip', ['dns-blokced'], '`dns-blokced` is no check', 'did you mean `dns-blocked`?'],
  ['another name', ['x'], '`x` is no check', '`netpol checks` lists them'],
  ['two names', ['dns-blocked', 'selects-nothing'], 'there is more than one NAME', 'ask for one check, or for none to have the list'],
])('%s is refused', async (_, args, message, help) => {
  expect(await netpol(['checks', ...args])).toEqual({
    code: 2, out: '', err: `error[usage]: ${message}\nhelp: ${help}\nusage: netpol checks [NAME] [options]\n`,
  });
});
