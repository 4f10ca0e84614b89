import { commandsIn, elementsIn, faultsOfSarif } from '../cli/reports';

/** What ends a value or begins something else in some format. */
export const MARKUP = '"\'`]]>--><script>&amp;</failure>[a](https://example.com){0}%0A::error::x,y:z=1##[error]FORGED\r\n::error::FORGED\n ##[stop-commands]FORGED\ufffe\uffff';

const DOT = '"(?:[^"\\\\\\n]|\\\\.)*"';
const MERMAID = '"[\\w ,.:;()/=*+#-]*"';

/** All lines that there are in a drawing. */
const DRAWN: Readonly<Record<string, RegExp>> = {
  dot: new RegExp('^(?:digraph netpol \\{|  rankdir=LR;|  node \\[shape=box\\];|  subgraph cluster_\\d+ \\{| *\\}| +label=' + DOT + ';'
    + `| +n\\d+ \\[label=${DOT}(?:, shape=ellipse)?\\];|  n\\d+ -> n\\d+ \\[label=${DOT}(?:, style=dashed)?\\];)$`),
  mermaid: new RegExp(`^(?:flowchart LR|  subgraph cluster_\\d+\\[${MERMAID}\\]|  end| +n\\d+(?:\\[${MERMAID}\\]|\\(\\[${MERMAID}\\]\\))`
    + `|  n\\d+ (?:-->|-\\.->)\\|${MERMAID}\\| n\\d+)$`),
};

function expectDrawn(format: string, out: string): void {
  expect(out.split('\n').filter(line => line !== '' && !DRAWN[format].test(line))).toEqual([]);
}

const CODE = /`` [^|\\]*? ``(?!`)|`[^`|\\]+`|<code>[^<>`|\\]*<\/code>/g;

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
  dot: out => expectDrawn('dot', out),
  mermaid: out => expectDrawn('mermaid', out),
  md: out => expect(out.replace(CODE, 'CODE').split('\n').filter(line => !/^[\w *,:|.#-]*$/.test(line))).toEqual([]),
  csv: out => expect(out.replace(/(?:(?:"(?:[^"]|"")*"|[^",\n]*)(?:,(?!\n)|(?=\n)|,(?=\n))){5}\n/g, '')).toBe(''),
  gitlab: out => {
    expect(Array.isArray(JSON.parse(out === '' ? '[]' : out))).toBe(true);
  },
};

/** Fails where a text of somebody else became markup, a link, a command or a placeholder of the format. */
export function expectNoMarkup(format: string, out: string, err: string): void {
  EXPECTATIONS[format]?.(out, err);
}
