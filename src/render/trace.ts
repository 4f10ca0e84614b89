import { renderColumns } from './columns';
import { Trace } from '../model/answer';
import { describeDoubt, describeTrace, doubtsOf } from '../wording/traces';
import { formatFlow } from '../model/flow';

/** `ALLOWED  shop/web -> shop/orders TCP 8080` with a line for each direction. */
export function renderTrace(trace: Trace): string {
  return [
    `${trace.verdict.toUpperCase()}  ${formatFlow(trace.flow)}`,
    ...renderColumns(describeTrace(trace).map(({ label, columns = [], text }) => [label, ...columns, text]))
      .map(line => `  ${line}`),
    ...doubtsOf(trace).map(doubt => `  note: ${describeDoubt(doubt)}`),
  ].join('\n');
}
