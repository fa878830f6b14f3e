import type { Provenance } from '../../model/provenance.ts';
import type { Device } from '../../model/types.ts';
import type { Detail, Evidence, Reason } from '../verdict.ts';
import type { End, Refusal } from './implementation.ts';

/** What a refusal says beside its reason. */
export interface Grounds {
  readonly reason: Reason;
  readonly detail?: Detail | undefined;
  readonly explanation: string;
  readonly evidence?: readonly (Evidence | undefined)[];
  readonly question?: string | undefined;
  readonly silent?: boolean;
}

/** A decision against the peer. */
export function refuse(grounds: Grounds): Refusal {
  const { reason, detail, explanation, evidence = [], question, silent } = grounds;
  return {
    refused: true,
    reason,
    ...(detail === undefined ? {} : { detail }),
    explanation,
    evidence: evidence.filter((one) => one !== undefined),
    ...(question === undefined ? {} : { question }),
    ...(silent === undefined ? {} : { silent }),
  };
}

/** A place on one side; undefined when there is none. */
export function place(end: End, origin: Provenance | undefined, message: string): Evidence | undefined {
  return origin === undefined ? undefined : { side: end.side, origin, message };
}

/** The place of the gateway in use, or of the first one. */
export function gatewayPlace(end: End, message: string): Evidence | undefined {
  const gateway = end.gateway ?? end.device.gateways[0];
  return gateway === undefined ? undefined : { side: end.side, origin: { kind: 'written', ...gateway.header }, message };
}

/** The question that is open when something is not found in a device that could not be read completely. */
export function questionAbout(device: Device, what: string): string | undefined {
  if (device.whole && device.gaps.length === 0) return undefined;
  const gap = device.gaps[0]?.what ?? 'the rest of the configuration, which was not given';
  return `Is ${what} of ${device.name} in ${gap}?`;
}
