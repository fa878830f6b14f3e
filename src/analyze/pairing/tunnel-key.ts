import type { Device } from '../../model/types.ts';
import { findInterface } from '../path/endpoint.ts';
import type { Evidence, Side, Verdict } from '../verdict.ts';

/** The verdict with what GRE does to packets that carry another key than the tunnel they come in by: it drops them (RFC 2890, 2.1). */
export function withTunnelKeys(verdict: Verdict, initiator: Device, responder: Device): Verdict {
  if (verdict.traffic !== 'passes') return verdict;
  const here = greEnd('initiator', initiator, verdict.connection);
  const there = greEnd('responder', responder, verdict.responderConnection);
  if (here === undefined || there === undefined || here.key === there.key) return verdict;
  const evidence = here.key === undefined ? [there.evidence, here.evidence] : [here.evidence, there.evidence];
  return { ...verdict, traffic: 'blocked', trafficDetail: 'tunnel-key', evidence: [...evidence, ...verdict.evidence] };
}

function greEnd(side: Side, device: Device, connection: string | null) {
  const carrier = connection === null ? undefined : findInterface(device, connection);
  const tunnel = carrier?.tunnel;
  if (carrier === undefined || tunnel === undefined || (tunnel.mode !== 'gre' && tunnel.mode !== 'mgre')) return undefined;
  const { key } = tunnel;
  const message = key === undefined ? `${carrier.name} has no tunnel key` : `${carrier.name} has the tunnel key ${key}`;
  const evidence: Evidence = { side, origin: tunnel.at.key ?? { kind: 'written', ...carrier.header }, message };
  return { key, evidence };
}
