import { dnsBlocked } from './connections/dns-blocked';
import { oneSidedConnection } from './connections/one-sided-connection';
import { Rule } from './check';
import { selectsNothing } from './selectors/selects-nothing';

/** Every rule, in the order in which findings are shown. */
export const RULES: readonly Rule[] = [oneSidedConnection, selectsNothing, dnsBlocked];
