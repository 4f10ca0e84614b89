import { ConnectionGraph, GraphEdge, GraphNode } from './graph';

/** The graph in the language of Graphviz. What is unknown is dashed; what is in no namespace is round. */
export function renderDot({ namespaces, others, edges }: ConnectionGraph, remarks: readonly string[]): string {
  return [
    'digraph netpol {',
    '  rankdir=LR;',
    '  node [shape=box];',
    ...namespaces.flatMap(({ id, label, nodes }) => [
      `  subgraph ${id} {`, `    label=${quoted(label)};`, ...nodes.map(node => `    ${nodeLine(node)}`), '  }',
    ]),
    ...others.map(node => `  ${nodeLine(node)}`),
    ...edges.map(edge => `  ${edgeLine(edge)}`),
    ...remarks.length === 0 ? [] : [`  label=${quoted(remarks.join('; '))};`],
    '}',
  ].map(line => `${line}\n`).join('');
}

function nodeLine({ id, label, isWorkload }: GraphNode): string {
  return `${id} [label=${quoted(label)}${isWorkload ? '' : ', shape=ellipse'}];`;
}

function edgeLine({ from, to, label, isUnknown }: GraphEdge): string {
  return `${from.id} -> ${to.id} [label=${quoted(label)}${isUnknown ? ', style=dashed' : ''}];`;
}

/** A backslash begins an escape, such as that of the graph's own name. Characters like `&lt;` would be read as HTML names them. */
function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&').replace(/&/g, '&amp;')}"`;
}
