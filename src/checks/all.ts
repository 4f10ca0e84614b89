import { Check } from './check';
import { dnsBlocked } from './connections/dns-blocked';
import { oneSidedConnection } from './connections/one-sided-connection';
import { selectsNothing } from './selectors/selects-nothing';

/** Every rule, in the order in which findings are shown. */
export const RULES: readonly Check[] = [oneSidedConnection, selectsNothing, dnsBlocked];
