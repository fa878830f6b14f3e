import type { Device } from '../../model/types.ts';
import type { FilterDecision } from '../outlook.ts';

/** A packet at the border of a device. */
export interface Crossing {
  readonly device: Device;
  /** Interface that it comes in by or goes out by, where known. */
  readonly interface: string | undefined;
  readonly direction: 'in' | 'out';
  readonly protocol: number;
  readonly source: string | undefined;
  readonly sourcePort?: number | 'translated';
  readonly destination: string | undefined;
  readonly destinationPort?: number | 'translated';
  /** It belongs to a flow that went the other way before: connection tracking knows it. */
  readonly established: boolean;
}

/** What a device's own filters do with a packet. */
export type CrossingDecision = (crossing: Crossing) => FilterDecision;
