import { renderColumns } from './columns';
import { Explained } from '../model/explained';
import { formatEndpoint } from '../model/flow';
import { sentence } from '../sets/visible';

/** `ALLOWED  shop/web -> shop/orders TCP 8080`, a line for each direction, what is not known and what would settle it. */
export function renderExplained({ trace, traffic, everything, lines, notes, help }: Explained): string {
  const { source, destination } = trace.flow;
  const what = traffic.includes(everything) ? 'every port' : `${traffic}`;
  return [
    `${trace.verdict.toUpperCase()}  ${sentence(`${formatEndpoint(source)} -> ${formatEndpoint(destination)} ${what}`)}`,
    ...renderColumns(lines.map(({ label, columns = [], text }) => [label, ...columns, text]))
      .map(line => `  ${line}`),
    ...notes.map(note => `  note: ${sentence(note)}`),
    ...help.map(text => `  help: ${sentence(text)}`),
  ].join('\n');
}
