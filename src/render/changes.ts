import { renderMatrixEndpoint } from './matrix';
import { ConnectionChange } from '../model/connection-change';
import { sentence } from '../sets/visible';

/** `opens shop/web -> shop/db TCP 5432`: one line for each way in which each pair changes. */
export function renderChanges(changes: readonly ConnectionChange[]): string[] {
  return changes.flatMap(({ source, destination, opened, closed, becameUnknown }) => {
    const pair = `${renderMatrixEndpoint(source)} -> ${renderMatrixEndpoint(destination)}`;
    return ([['opens', opened], ['closes', closed], ['leaves open', becameUnknown]] as const)
      .filter(([, traffic]) => !traffic.isEmpty)
      .map(([verb, traffic]) => sentence(`${verb} ${pair} ${traffic}`));
  });
}
