import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import Ajv from 'ajv';
import { goldenFiles } from './golden';
import { Files, netpol } from './terminal';
import { CHECKS } from '../../src/checks/all';
import { EVERY_KIND } from '../hostile/manifests';

interface Described {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Described>>;
  readonly items?: Described;
  readonly oneOf?: readonly Described[];
  readonly $ref?: string;
  readonly definitions?: Readonly<Record<string, Described>>;
}

const SCHEMA = JSON.parse(readFileSync(path.join(__dirname, '..', '..', 'schema', 'list.schema.json'), 'utf8')) as Described;
const isOfSchema = new Ajv({ allowUnionTypes: true, strictRequired: false }).compile(SCHEMA);

/** The same schema, which takes no field that it does not name. */
const STRICT = JSON.parse(JSON.stringify(SCHEMA, (_, value: Described) =>
  (value?.type === 'object' && value.properties !== undefined ? { ...value, additionalProperties: false } : value))) as object;
const isOfStrictSchema = new Ajv({ allowUnionTypes: true, strictRequired: false })
  .compile({ ...STRICT, $id: undefined });

const INPUTS: readonly (readonly [name: string, files: Files, options: readonly string[]])[] = [
  ['an input with unknown connections', goldenFiles('shop/workloads.yaml', 'shop/policies.yaml'), []],
  ['addresses outside', goldenFiles('shop/workloads.yaml', 'shop/policies.yaml'), ['--external-blocks']],
  ['a part of the connections', goldenFiles('shop/policies.yaml', 'shop/workloads.yaml'), ['--port', 'tcp/8080']],
  ['ways in', goldenFiles('ways-in/input.yaml'), []],
  ['tiers', goldenFiles('tiers/input.yaml'), []],
  ['objects of every kind', { 'all/a.yaml': EVERY_KIND.map(object => JSON.stringify(object)).join('\n') }, []],
  ['no pods', { 'none/a.yaml': 'apiVersion: v1\nkind: Namespace\nmetadata: {name: a}\n' }, []],
  ['a part of an input', { 'k/a.yaml': 'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\n', 'k/b/Chart.yaml': 'x: 1', 'k/b/templates/a.yaml': '' }, []],
  ...CHECKS.map(({ meta: { name, bad: { manifests } } }): [string, Files, string[]] => [`the bad example of ${name}`, { 'bad/a.yaml': manifests }, []]),
];

describe.each([[[]], [['--group']]])('JSON of `netpol list %j` is of the published schema, which knows every field', layout => {
  test.each(INPUTS)('%s', async (_, files, options) => {
    const [folder] = Object.keys(files)[0].split('/');
    const { out } = await netpol(['list', folder, '--format', 'json', ...layout, ...options], files);
    const answer: unknown = JSON.parse(out);
    expect(isOfSchema(answer) ? [] : isOfSchema.errors).toEqual([]);
    expect(isOfStrictSchema(answer) ? [] : isOfStrictSchema.errors).toEqual([]);
  });
});

test('an answer that lacks a field is of another form', async () => {
  const { out } = await netpol(['list', 'shop', '--format', 'json'], goldenFiles('shop/workloads.yaml', 'shop/policies.yaml'));
  const answer = JSON.parse(out) as object;
  const fields = Object.keys(answer);
  const without = (field: string) => Object.fromEntries(Object.entries(answer).filter(([name]) => name !== field));
  expect(fields.filter(field => isOfSchema(without(field)))).toEqual([]);
});
