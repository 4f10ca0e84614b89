import { ConnectionGraph, GraphEdge, GraphNode } from './graph';

/** The graph as a flowchart of Mermaid, which GitHub and GitLab draw in Markdown. What is unknown is dotted. */
export function renderMermaid({ namespaces, others, edges }: ConnectionGraph, remarks: readonly string[]): string {
  return [
    'flowchart LR',
    ...remarks.map(remark => `  %% ${remark.replace(/[{}%]/g, ' ')}`),
    ...namespaces.flatMap(({ id, label, nodes }) => [
      `  subgraph ${id}[${quoted(label)}]`, ...nodes.map(node => `    ${nodeLine(node)}`), '  end',
    ]),
    ...others.map(node => `  ${nodeLine(node)}`),
    ...edges.map(edge => `  ${edgeLine(edge)}`),
  ].map(line => `${line}\n`).join('');
}

function nodeLine({ id, label, isWorkload }: GraphNode): string {
  return isWorkload ? `${id}[${quoted(label)}]` : `${id}([${quoted(label)}])`;
}

function edgeLine({ from, to, label, isUnknown }: GraphEdge): string {
  return `${from.id} ${isUnknown ? '-.->' : '-->'}|${quoted(label)}| ${to.id}`;
}

/** Whatever might be markup in a label is written as its number, as Mermaid has it. */
function quoted(text: string): string {
  return `"${text.replace(/[^\w ,.:;()/=*+-]/gu, character => `#${character.codePointAt(0)};`)}"`;
}
