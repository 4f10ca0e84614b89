import { checkEach, checkPeer, kindOfPeer } from '../values/given';
import { PropertyCheck } from '../values/properties';
import { refuse } from '../values/refuse';
import { shown } from '../values/shown';

/** A property that lists those who may be at the other end, as sources or as destinations. */
export function checkAllowed(noun: string, help: string, check: PropertyCheck): PropertyCheck {
  return (where, field, value) =>
    checkEach(where, field, value, { noun, empty: 'which would allow nobody', help }, (at, peer) => check(where, at, peer));
}

/** Refuses what policies cannot isolate. */
export function checkIsolated(where: string, field: string, value: unknown): void {
  checkPeer(where, field, value);
  const kind = kindOfPeer(value as object);
  if (kind !== undefined && kind !== 'pods' && kind !== 'namespaces') {
    refuse(where, `\`${field}\` is ${shown(value)}, and policies isolate pods only`, 'name `Pods` or `Namespaces`');
  }
}
