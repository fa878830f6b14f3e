import type { Datagram, Passage, Path, Topology } from '../../../src/analyze/negotiation/index.ts';
import { negotiate } from '../../../src/analyze/negotiation/index.ts';
import type { Side, Verdict } from '../../../src/analyze/verdict.ts';
import type { DeviceFile } from '../../../src/model/build.ts';
import { SecretRegistry } from '../../../src/model/secrets.ts';
import { buildStrongswanDevice } from '../../../src/model/strongswan/index.ts';
import type { Device } from '../../../src/model/types.ts';
import { SourceTable } from '../../../src/text/source.ts';

/** Addresses of the two ends in the open, behind their NAT, and of the NAT. */
export const ADDRESSES = {
  initiator: { open: '198.51.100.10', inner: '10.1.0.10', nat: '203.0.113.1' },
  responder: { open: '192.0.2.20', inner: '10.2.0.20', nat: '203.0.113.2' },
} as const;

/** What lies between the ends. */
export interface Way {
  readonly nat?: readonly Side[];
  /** UDP destination ports that the responder's filter drops. */
  readonly drops?: readonly number[];
  /** Source ports that the responder's filter lets in; absent: all. */
  readonly sourcePorts?: readonly number[];
  /** Answers do not reach the initiator. */
  readonly answersLost?: boolean;
}

/** Texts of one end: swanctl.conf, or ipsec.conf with its secrets; and strongswan.conf. */
export interface EndTexts {
  readonly swanctl?: string;
  readonly ipsecConf?: string;
  readonly ipsecSecrets?: string;
  readonly strongswan?: string;
  readonly version?: '5.9' | '6.0';
}

/** Devices of two ends that share one registry of secrets. */
export function ends(initiator: EndTexts, responder: EndTexts): { readonly initiator: Device; readonly responder: Device } {
  const sources = new SourceTable();
  const secrets = new SecretRegistry();
  return {
    initiator: device('branch', initiator, sources, secrets),
    responder: device('hq', responder, sources, secrets),
  };
}

function device(name: string, texts: EndTexts, sources: SourceTable, secrets: SecretRegistry): Device {
  const files: DeviceFile[] = [];
  const add = (dialect: DeviceFile['dialect'], file: string, text: string | undefined): void => {
    if (text !== undefined) files.push({ dialect, source: sources.add(`${name}/${file}`, text) });
  };
  add('swanctl', 'swanctl.conf', texts.swanctl);
  add('ipsec.conf', 'ipsec.conf', texts.ipsecConf);
  add('ipsec.secrets', 'ipsec.secrets', texts.ipsecSecrets);
  add('strongswan', 'strongswan.conf', texts.strongswan);
  return buildStrongswanDevice({
    name,
    named: 'topology',
    files,
    binaries: [],
    secrets,
    strongswanVersion: texts.version ?? '5.9',
    include: () => ({ files: [] }),
  });
}

/** A path with NAPTs and a filter at the responder. */
export function way({ nat = [], drops = [], sourcePorts, answersLost = false }: Way = {}): Path {
  const own = (side: Side): string => ADDRESSES[side][nat.includes(side) ? 'inner' : 'open'];
  const lost = (because: string): Passage => ({ delivered: false, detail: 'filter-ike', because, evidence: [] });
  return {
    hypothesis: { nat, basis: 'declared', because: [] },
    ownAddress: { initiator: own('initiator'), responder: own('responder') },
    ownAddresses: { initiator: [own('initiator')], responder: [own('responder')] },
    behindNat: { initiator: nat.includes('initiator'), responder: nat.includes('responder') },
    traffic: () => ({ traffic: 'passes', because: '', evidence: [] }),
    send: (datagram) => (datagram.from === 'initiator' ? request(datagram) : reply(datagram)),
  };

  function request(datagram: Datagram): Passage {
    const port = Number(datagram.destinationPort);
    if (drops.includes(port)) return lost(`UDP ${port} is dropped`);
    const translated = nat.includes('initiator');
    if (sourcePorts !== undefined && (translated || !sourcePorts.includes(datagram.sourcePort)))
      return lost('the source port is pinned');
    return {
      delivered: true,
      sourceAddress: translated ? ADDRESSES.initiator.nat : (datagram.sourceAddress ?? own('initiator')),
      sourcePort: translated ? 'translated' : datagram.sourcePort,
      destinationAddress: own('responder'),
      destinationPort: port,
      because: '',
    };
  }

  function reply(datagram: Datagram): Passage {
    const { answers } = datagram;
    if (answersLost || answers === undefined) return lost('answers are dropped');
    return {
      delivered: true,
      sourceAddress: answers.destinationAddress,
      sourcePort: datagram.sourcePort,
      destinationAddress: own('initiator'),
      destinationPort: answers.sourcePort,
      because: '',
    };
  }
}

/** A topology of this one path, in which no name resolves. */
export function topology(path: Path): Topology {
  return { paths: () => [path], resolve: () => ({ unresolvable: true }) };
}

/** Plays the child `c` of the initiator. */
export function playEnds(initiator: EndTexts, responder: EndTexts, over: Way = {}): Verdict {
  const both = ends(initiator, responder);
  const [verdict] = negotiate(both.initiator, both.responder, topology(way(over)), { child: 'c' });
  if (verdict === undefined) throw new Error('no verdict');
  return verdict;
}

/** Options of one end of a tunnel that comes up with PSK, as swanctl.conf. */
export interface Tunnel {
  readonly connection?: string;
  readonly local?: string;
  readonly remote?: string;
  readonly child?: string;
  /** Text of the `secrets` section. */
  readonly secrets?: string;
  /** More sections at the end. */
  readonly more?: string;
  /** A connection before this one. */
  readonly before?: string;
}

const SECRET = 'ike-1 {\n secret = "correct horse battery staple"\n }';

/** The initiator's file; options are lines that are added. */
export function initiatorText(options: Tunnel = {}, nat: readonly Side[] = []): EndTexts {
  const peer = nat.includes('responder') ? ADDRESSES.responder.nat : ADDRESSES.responder.open;
  return { swanctl: swanctl({ ...options, connection: `remote_addrs = ${peer}\n${options.connection ?? ''}` }) };
}

/** The responder's file. */
export function responderText(options: Tunnel = {}): EndTexts {
  return { swanctl: swanctl(options) };
}

function swanctl({
  connection = '',
  local = '',
  remote = '',
  child = '',
  secrets = SECRET,
  more = '',
  before = '',
}: Tunnel): string {
  return `connections {
${before}
  t {
    ${connection}
    local {
      auth = psk
      ${local}
    }
    remote {
      auth = psk
      ${remote}
    }
    children {
      c {
        ${child}
      }
    }
  }
}
secrets {
  ${secrets}
}
${more}
`;
}
