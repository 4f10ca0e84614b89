import { netpol } from './terminal';

const POD = 'apiVersion: v1\nkind: Pod\nmetadata: {name: a, namespace: shop}\n';
const MARK = '\uFEFF';

async function errorOf(content: string | Uint8Array): Promise<string> {
  const { code, err } = await netpol(['list', 'a.yaml'], { 'a.yaml': content });
  expect(code).toBe(3);
  return err.replace(/\n\n1 error; nothing was answered\n$/, '');
}

describe('the message names the cause', () => {
  test.each<[string, string | Uint8Array, string]>([
    ['UTF-16 without a mark, little end first', Buffer.from(POD, 'utf16le'),
      'error[input]: `a.yaml` is UTF-16 without the byte order mark that would say so\n  --> a.yaml\nhelp: save it as UTF-8'],
    ['UTF-16 without a mark, big end first', Buffer.from(POD, 'utf16le').swap16(),
      'error[input]: `a.yaml` is UTF-16 without the byte order mark that would say so\n  --> a.yaml\nhelp: save it as UTF-8'],
    ['what gzip packs', Buffer.from([0x1f, 0x8b, 8, 0, 0xff]),
      'error[input]: `a.yaml` is packed by gzip\n  --> a.yaml\nhelp: unpack it: `gzip -d FILE`'],
    ['a mark before the line that divides two files', `${POD}${MARK}---\n${POD}`,
      'error[input]: document 1 of `a.yaml` is not valid YAML: a byte order mark stands in the middle, where one file was joined to another\n'
      + '  --> a.yaml#1  (a.yaml:4)\nhelp: take the mark away: save each file as UTF-8 without it, or name the files one by one'],
    ['a mark behind that line', `${POD}---\n${MARK}${POD}`,
      'error[input]: document 2 of `a.yaml` is not valid YAML: a byte order mark stands in the middle, where one file was joined to another\n'
      + '  --> a.yaml#2  (a.yaml:5)\nhelp: take the mark away: save each file as UTF-8 without it, or name the files one by one'],
    ['a tab as indentation', 'kind: Pod\nmetadata:\n\tname: a\n',
      'error[input]: document 1 of `a.yaml` is not valid YAML: tab characters must not be used in indentation\n'
      + '  --> a.yaml#1  (a.yaml:3)\nhelp: indent with spaces'],
    ['a tab before the first key', '\tkind: Pod\n',
      'error[input]: document 1 of `a.yaml` is not valid YAML: tab characters must not be used in indentation\n'
      + '  --> a.yaml#1  (a.yaml:1)\nhelp: indent with spaces'],
  ])('%s', async (_, content, expected) => {
    expect(await errorOf(content)).toBe(expected);
  });
});

test.each<[string, string | Uint8Array]>([
  ['a mark at the beginning', `${MARK}${POD}`],
  ['UTF-16 with a mark', Buffer.from(`${MARK}${POD}`, 'utf16le')],
  ['the character of the mark in a text', `${POD}  # ${MARK}\n`],
  ['a tab behind a value', POD.replace('kind: Pod', 'kind: Pod\t')],
])('%s is read', async (_, content) => {
  expect((await netpol(['list', 'a.yaml'], { 'a.yaml': content })).code).toBe(0);
});
