import type { Ask, Device, Gateway, NeededPacket } from '../../rule/index.ts';
import { headerOf, type View, type ViewColumn, type ViewFact } from '../view.ts';

function releasePart(device: Device, index: number): ViewFact | undefined {
  if (device.release.basis === 'assumed') return undefined;
  const part = Number.parseInt(device.release.version.split('.')[index] ?? '', 10);
  return Number.isNaN(part) ? undefined : { value: part, at: device.release.origin };
}

/** A router or host as a whole. */
export const DEVICE_VIEW: View<Device> = {
  name: 'device',
  description: 'A device as a whole.',
  subjects: function* (device) {
    const header = device.ios?.header ?? device.charon?.header ?? device.gateways[0]?.header;
    if (header !== undefined) yield { subject: device, id: device.platform, header: headerOf(header) };
  },
  columns: {
    name: { description: 'Name of the device', type: 'string', of: ({ name }) => ({ value: name }) },
    platform: {
      description: 'Configuration platform',
      type: 'string',
      enum: ['ios', 'strongswan'],
      of: ({ platform }) => ({ value: platform }),
    },
    releaseMajor: {
      description: 'First part of the release, where it is told',
      type: 'integer',
      of: (device) => releasePart(device, 0),
    },
    releaseMinor: {
      description: 'Second part of the release, where it is told',
      type: 'integer',
      of: (device) => releasePart(device, 1),
    },
    natTraversal: {
      description: 'UDP encapsulation is offered',
      type: 'boolean',
      of: ({ ios }) => (ios === undefined ? { value: true } : { value: ios.natTraversal, at: ios.at.natTraversal }),
    },
    aggressiveModeDisabled: {
      description: 'IOS refuses aggressive mode altogether',
      type: 'boolean',
      of: ({ ios }) => (ios === undefined ? undefined : { value: ios.aggressiveModeDisabled, at: ios.at.aggressiveModeDisabled }),
    },
    aggressivePskAllowed: {
      description: 'strongSwan answers aggressive mode with a pre-shared key',
      type: 'boolean',
      of: ({ charon }) =>
        charon === undefined ? undefined : { value: charon.aggressivePskAllowed, at: charon.at.aggressivePskAllowed },
    },
    natKeepaliveSeconds: {
      description: 'Seconds between NAT keepalives, 0 = none',
      type: 'integer',
      of: ({ ios, charon }) =>
        charon !== undefined
          ? { value: charon.keepAlive, at: charon.at.keepAlive }
          : ios === undefined
            ? undefined
            : { value: Math.max(ios.isakmpNatKeepalive, ios.ikev2NatKeepalive), at: ios.at.isakmpNatKeepalive },
    },
  },
};

interface FilterSubject {
  readonly device: Device;
  readonly gateway: Gateway;
}

/** What the filters do with all needed packets of one purpose; unknown when one of them is. */
function fate(purpose: NeededPacket['purpose']): ViewColumn<FilterSubject>['of'] {
  return ({ device, gateway }: FilterSubject, ask: Ask): ViewFact | undefined => {
    const decisions = ask
      .neededPackets(device, gateway)
      .filter((packet) => packet.purpose === purpose)
      .map((packet) => ask.decide(device, gateway, packet));
    const worst =
      decisions.find(({ outcome }) => outcome === 'drop') ??
      decisions.find(({ outcome }) => outcome === 'unknown') ??
      decisions[0];
    return worst === undefined || worst.outcome === 'unknown' ? undefined : { value: worst.outcome, at: worst.at };
  };
}

const FATE = ['pass', 'drop'] as const;

/** What the device's own packet filters do with a connection. */
export const FILTER_VIEW: View<FilterSubject> = {
  name: 'filter',
  description: "What the device's own packet filters do with the packets that a connection needs.",
  subjects: function* (device) {
    for (const gateway of device.gateways) {
      if (gateway.rejected === undefined)
        yield { subject: { device, gateway }, id: gateway.id, header: headerOf(gateway.header) };
    }
  },
  columns: {
    connection: {
      description: 'Name of the connection',
      type: 'string',
      of: ({ gateway }) => ({ value: gateway.name, at: gateway.at.name }),
    },
    ike: { description: 'UDP 500', type: 'string', enum: FATE, of: fate('ike') },
    natTraversal: { description: 'UDP 4500', type: 'string', enum: FATE, of: fate('nat-t') },
    esp: { description: 'ESP', type: 'string', enum: FATE, of: fate('esp') },
    ah: { description: 'AH', type: 'string', enum: FATE, of: fate('ah') },
  },
};
