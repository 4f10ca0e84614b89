import { renderColumns } from './columns';
import { Evidence } from '../model/finding';
import { formatEndpoint } from '../model/flow';
import { Trace } from '../model/trace';
import { TrafficSet } from '../sets/traffic-set';
import { sentence } from '../sets/visible';

/** Traffic between two endpoints that is decided alike, and why. */
export interface Explained {
  readonly trace: Trace;
  readonly traffic: TrafficSet;
  /** Everything that the cluster carries. */
  readonly everything: TrafficSet;
  /** Lines about both directions. */
  readonly lines: readonly Evidence[];
  readonly notes: readonly string[];
  /** What would settle an unknown. */
  readonly help: readonly string[];
}

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
