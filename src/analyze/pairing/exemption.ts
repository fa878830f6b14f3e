import type { Device } from '../../model/types.ts';
import type { TranslatedTraffic } from '../path/exemption.ts';
import { translatedTraffic } from '../path/exemption.ts';
import type { Evidence, Side, Verdict } from '../verdict.ts';

/** The verdict with what the NAT of the two routers themselves does to the traffic of the tunnel. */
export function withExemption(verdict: Verdict, initiator: Device, responder: Device): Verdict {
  if (verdict.traffic !== 'passes') return verdict;
  const found = ownNat(initiator, verdict.connection, verdict.child) ?? ownNat(responder, verdict.responderConnection, undefined);
  if (found === undefined) return verdict;
  const side: Side = found.device === initiator ? 'initiator' : 'responder';
  const { because, kind } = found.traffic;
  const evidence = because.map(({ at, message }): Evidence => ({ side, origin: at, message }));
  return {
    ...verdict,
    traffic: 'blocked',
    trafficDetail: kind === 'missing' ? 'exemption-missing' : 'exemption-shadowed',
    evidence: [...evidence, ...verdict.evidence],
  };
}

function ownNat(
  device: Device,
  connection: string | null,
  child: string | undefined,
): { readonly device: Device; readonly traffic: TranslatedTraffic } | undefined {
  if (device.platform !== 'ios' || device.natRules.length === 0) return undefined;
  const gateway = device.gateways.find(
    ({ name, children }) => name === connection && (child === undefined || children.some((one) => one.name === child)),
  );
  const [traffic] = gateway === undefined ? [] : translatedTraffic(device, gateway);
  return traffic === undefined ? undefined : { device, traffic };
}
