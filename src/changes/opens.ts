import { StateComparison, WayInChange } from '../model/connection-change';

/** Whether anything opened, or may have. What was denied and is unknown now counts: nobody can rely on that it is closed. */
export function opens({ pairs, waysIn }: StateComparison): boolean {
  return pairs.some(({ change }) => !change.opened.isEmpty || !change.perhapsOpened.isEmpty) || waysIn.some(opensWay);
}

function opensWay({ before = 'denied', after = 'denied' }: WayInChange): boolean {
  return after !== before && (after === 'allowed' || (after === 'unknown' && before === 'denied'));
}
