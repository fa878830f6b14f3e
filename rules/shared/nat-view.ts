import type { Ask, Device, Gateway, Likelihood, NatKind, NatOutlook, RelatedPlace } from '../../src/rule/index.ts';

/** What is known of a NAT between a gateway and its peers. */
export interface NatView {
  readonly likelihood: Likelihood;
  readonly where: 'local' | 'remote';
  readonly kind?: NatKind;
  /** For messages: `because 10.0.0.2 is behind a NAT`, `if 198.51.100.7 is behind a NAT`. */
  readonly when: string;
  readonly related: readonly RelatedPlace[];
}

const ORDER: Readonly<Record<NatOutlook['knowledge'], number>> = { none: 0, possible: 1, likely: 2, certain: 3 };

/** The surest NAT on the path of a gateway; undefined when none is known and nothing speaks for one. */
export function natOnPath(ask: Ask, device: Device, gateway: Gateway): NatView | undefined {
  const local = ask.localNat(device, gateway);
  const remote = ask.remoteNat(device, gateway);
  return viewOf(ORDER[remote.knowledge] > ORDER[local.knowledge] ? remote : local);
}

/** A NAT in front of this device, for this gateway. */
export function natHere(ask: Ask, device: Device, gateway: Gateway): NatView | undefined {
  return viewOf(ask.localNat(device, gateway));
}

/** A NAT in front of the gateway's peers. */
export function natThere(ask: Ask, device: Device, gateway: Gateway): NatView | undefined {
  return viewOf(ask.remoteNat(device, gateway));
}

function viewOf({ knowledge, where, kind, because, condition }: NatOutlook): NatView | undefined {
  if (knowledge === 'none' || kind === 'none') return undefined;
  return {
    likelihood: knowledge,
    where,
    ...(kind === undefined ? {} : { kind }),
    when: `${knowledge === 'certain' ? 'because' : 'if'} ${withSubject(condition)}`,
    related: because.map(({ at, message }) => ({ at, message: withSubject(message) })),
  };
}

/** A device that stands in the working directory itself has no name. */
function withSubject(clause: string): string {
  return clause.startsWith(' ') ? `this device${clause}` : clause;
}
