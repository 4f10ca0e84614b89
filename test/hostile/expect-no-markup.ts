import { commandsIn, elementsIn, faultsOfSarif } from '../cli/reports';

/** What ends a value or begins something else in some format. */
export const MARKUP = '"\'`]]>--><script>&amp;</failure>[a](https://example.com){0}%0A::error::x,y:z=1##[error]FORGED\r\n::error::FORGED\n ##[stop-commands]FORGED\ufffe\uffff';

const ELEMENTS = ['testsuites', 'testsuite', 'testcase', 'failure', 'error', 'skipped', 'system-out'];

const EXPECTATIONS: Readonly<Record<string, (out: string, err: string) => void>> = {
  sarif: out => {
    expect(out === '' ? [] : faultsOfSarif(out)).toEqual([]);
    expect([...out.matchAll(/"text": "(.*)"/g)].filter(([, text]) => /\]\(https:|\{0\}/.test(text))).toEqual([]);
  },
  github: (out, err) => {
    const commands = commandsIn(out);
    expect(commands).toHaveLength(out.split('\n').length - 1);
    commands.forEach(({ command, properties }) => {
      expect(['error', 'warning', 'notice']).toContain(command);
      expect(Object.keys(properties).filter(name => !['file', 'line', 'col', 'title'].includes(name))).toEqual([]);
    });
    expect(commandsIn(err)).toEqual([]);
  },
  junit: out => {
    expect(elementsIn(out).filter(name => !ELEMENTS.includes(name))).toEqual([]);
    expect(out).not.toMatch(/[\ufffe\uffff]/);
  },
  gitlab: out => {
    expect(Array.isArray(JSON.parse(out === '' ? '[]' : out))).toBe(true);
  },
};

/** Fails where a text of somebody else became markup, a link, a command or a placeholder of the format. */
export function expectNoMarkup(format: string, out: string, err: string): void {
  EXPECTATIONS[format]?.(out, err);
}
