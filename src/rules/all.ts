import { dnsBlocked } from './dns-blocked';
import { oneSidedConnection } from './one-sided-connection';
import { Rule } from './rule';
import { selectsNothing } from './selects-nothing';

/** Every rule, in the order in which findings are shown. */
export const RULES: readonly Rule[] = [oneSidedConnection, selectsNothing, dnsBlocked];
