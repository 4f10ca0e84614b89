import { Origin } from '../../model/origin';
import { Audience } from '../../wording/audience';

/** Where the cluster would be named that nobody has named. */
export function placeOfTarget(audience: Audience): Origin {
  return { object: audience === 'constructs' ? 'NetworkPolicyValidation' : 'the cluster' };
}
