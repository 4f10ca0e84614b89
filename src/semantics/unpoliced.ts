import { TrafficDirection } from '../model/policy';
import { Basis, DirectionTrace, FlowVerdict } from '../model/trace';

/** The trace of a direction in which no policy is asked. */
export function unpoliced(direction: TrafficDirection, basis: Basis, verdict: FlowVerdict): DirectionTrace {
  return { direction, basis, steps: [], doubts: [], unsimulated: [], verdict };
}
