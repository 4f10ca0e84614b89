import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import Ajv from 'ajv';

const SARIF = JSON.parse(readFileSync(path.join(__dirname, '..', 'schemas', 'sarif-2.1.0.json'), 'utf8')) as object;

const isSarif = new Ajv({
  strictTypes: false,
  formats: {
    uri: text => URL.canParse(text),
    'uri-reference': text => !/[\s"<>\\^`{|}]|%(?![\dA-F]{2})/i.test(text) && URL.canParse(text, 'https://example.com/a/'),
    'date-time': true,
  },
}).compile(SARIF);

/** What is wrong with a text that should be SARIF. */
export function faultsOfSarif(text: string): unknown[] {
  return isSarif(JSON.parse(text)) ? [] : [...isSarif.errors!];
}

/** The lines of a workflow's log as the runner understands them, by `ActionCommand.cs` of github.com/actions/runner. */
export function commandsIn(text: string): { command: string; properties: Record<string, string>; data: string }[] {
  return text.split(/\r\n|\r|\n/).flatMap(line => {
    const [, command, properties = '', data] = /^\s*::([\w-]+)(?: (.*?))?::(.*)$/.exec(line) ?? [];
    const older = command === undefined ? /##\[/.exec(line) : null;
    return command !== undefined ? [{ command, properties: propertiesIn(properties), data: unescaped(data) }]
      : older === null && !/^\s*::/.test(line) ? [] : [{ command: line, properties: {}, data: '' }];
  });
}

function propertiesIn(text: string): Record<string, string> {
  return Object.fromEntries(text.split(',').map(pair => {
    const [name, value] = pair.split('=', 2);
    return [name, unescaped(value).replace(/%3A/g, ':').replace(/%2C/g, ',')];
  }));
}

function unescaped(text: string): string {
  return text.replace(/%0D/g, '\r').replace(/%0A/g, '\n').replace(/%25/g, '%');
}

const TAG = /^<(?:\?xml version="1.0" encoding="UTF-8"\?|\/(\w[\w-]*)|(\w[\w-]*)((?: \w+="[^"<&]*(?:&(?:amp|lt|gt|quot|apos);[^"<&]*)*")*)(\/?))>/;

/** The names of the elements of some XML in order. Throws where it is none, as far as we write any. */
export function elementsIn(xml: string): string[] {
  const open: string[] = [];
  const names: string[] = [];
  let rest = xml;
  while (rest !== '') {
    const text = /^[^<]+/.exec(rest)?.[0] ?? '';
    if (/&(?!(?:amp|lt|gt|quot|apos);)|\]\]>/.test(text)) {
      throw new Error(`not escaped: ${text}`);
    }
    rest = rest.slice(text.length);
    if (rest !== '') {
      const tag = TAG.exec(rest);
      if (tag === null) {
        throw new Error(`no element: ${rest.slice(0, 200)}`);
      }
      const [written, closed, opened, , empty] = tag;
      if (closed !== undefined && open.pop() !== closed) {
        throw new Error(`closes another element: ${written}`);
      }
      if (opened !== undefined) {
        names.push(opened);
        open.push(...empty === '/' ? [] : [opened]);
      }
      rest = rest.slice(written.length);
    }
  }
  if (open.length > 0) {
    throw new Error(`left open: ${open.join()}`);
  }
  return names;
}
