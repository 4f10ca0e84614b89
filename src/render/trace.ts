import { renderColumns } from './columns';
import { formatFlow } from '../model/flow';
import { Trace } from '../model/trace';
import { describeDoubt, describeTrace, doubtsInTrace } from '../wording/traces';

/** `ALLOWED  shop/web -> shop/orders TCP 8080` with a line for each direction. */
export function renderTrace(trace: Trace): string {
  return [
    `${trace.verdict.toUpperCase()}  ${formatFlow(trace.flow)}`,
    ...renderColumns(describeTrace(trace).map(({ label, columns = [], text }) => [label, ...columns, text]))
      .map(line => `  ${line}`),
    ...doubtsInTrace(trace).map(doubt => `  note: ${describeDoubt(doubt)}`),
  ].join('\n');
}
