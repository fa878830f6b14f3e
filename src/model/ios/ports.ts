import type { PortMatch } from '../types.ts';

/** Port names of IOS access lists (IOS command reference, "access-list (IP extended)"). */
const PORTS: ReadonlyMap<string, number> = new Map(
  Object.entries({
    biff: 512,
    bgp: 179,
    bootpc: 68,
    bootps: 67,
    chargen: 19,
    cmd: 514,
    daytime: 13,
    discard: 9,
    dnsix: 195,
    domain: 53,
    drip: 3949,
    echo: 7,
    exec: 512,
    finger: 79,
    ftp: 21,
    'ftp-data': 20,
    gopher: 70,
    hostname: 101,
    https: 443,
    ident: 113,
    irc: 194,
    isakmp: 500,
    klogin: 543,
    kshell: 544,
    login: 513,
    lpd: 515,
    'mobile-ip': 434,
    msrpc: 135,
    nameserver: 42,
    'netbios-dgm': 138,
    'netbios-ns': 137,
    'netbios-ss': 139,
    nntp: 119,
    'non500-isakmp': 4500,
    ntp: 123,
    'onep-plain': 15001,
    'onep-tls': 15002,
    'pim-auto-rp': 496,
    pop2: 109,
    pop3: 110,
    rip: 520,
    ripv6: 521,
    smtp: 25,
    snmp: 161,
    snmptrap: 162,
    ssh: 22,
    sunrpc: 111,
    syslog: 514,
    tacacs: 49,
    talk: 517,
    telnet: 23,
    tftp: 69,
    time: 37,
    uucp: 540,
    who: 513,
    whois: 43,
    www: 80,
    xdmcp: 177,
  }),
);

/** Protocol names of IOS access lists; `ip` and `ipv6` mean any. */
const PROTOCOLS: ReadonlyMap<string, number> = new Map(
  Object.entries({
    ahp: 51,
    eigrp: 88,
    esp: 50,
    gre: 47,
    icmp: 1,
    icmp6: 58,
    igmp: 2,
    ipinip: 4,
    nos: 4,
    ospf: 89,
    pcp: 108,
    pim: 103,
    sctp: 132,
    tcp: 6,
    udp: 17,
  }),
);

/** Number of a port, by name or number; undefined when it is neither. */
export function portNumber(text: string): number | undefined {
  const named = PORTS.get(text) ?? PORTS.get(text.toLowerCase());
  if (named !== undefined) return named;
  const number = /^[0-9]{1,5}$/.test(text) ? Number(text) : Number.NaN;
  return number <= 65535 ? number : undefined;
}

const SHARED: ReadonlyMap<number, readonly number[]> = new Map([...PROTOCOLS.values()].map((number) => [number, [number]]));

/** Protocol numbers by name or number: undefined for any, an empty list when the word is neither. */
export function protocolNumbers(text: string, ipv6: boolean): readonly number[] | undefined {
  const word = text.toLowerCase();
  if (word === 'ip' || word === 'ipv6') return undefined;
  if (ipv6 && word === 'icmp') return SHARED.get(58);
  const named = PROTOCOLS.get(word);
  if (named !== undefined) return SHARED.get(named);
  const number = /^[0-9]{1,3}$/.test(word) ? Number(word) : Number.NaN;
  if (!(number <= 255)) return [];
  return SHARED.get(number) ?? [number];
}

/** Port ranges of an operator and its operands; undefined when an operand is no port. */
export function portRanges(operator: string, operands: readonly string[]): PortMatch | undefined {
  const numbers: number[] = [];
  for (const operand of operands) {
    const number = portNumber(operand);
    if (number === undefined) return undefined;
    numbers.push(number);
  }
  const [first = 0, second = 65535] = numbers;
  switch (operator) {
    case 'range':
      return [[Math.min(first, second), Math.max(first, second)]];
    case 'gt':
      return first >= 65535 ? [] : [[first + 1, 65535]];
    case 'lt':
      return first <= 0 ? [] : [[0, first - 1]];
    case 'neq':
      return without(numbers);
    default:
      return numbers.length === 1 ? onePort(first) : [...new Set(numbers)].sort((a, b) => a - b).map((n) => [n, n] as const);
  }
}

const SINGLE = new Map<number, PortMatch>();

/** One port; the same object every time, because most lines name one of a few. */
function onePort(port: number): PortMatch {
  let known = SINGLE.get(port);
  if (known === undefined) {
    known = [[port, port]];
    if (SINGLE.size < 1024) SINGLE.set(port, known);
  }
  return known;
}

function without(numbers: readonly number[]): PortMatch {
  const ranges: (readonly [number, number])[] = [];
  let from = 0;
  for (const number of [...new Set(numbers)].sort((a, b) => a - b)) {
    if (number > from) ranges.push([from, number - 1]);
    from = number + 1;
  }
  if (from <= 65535) ranges.push([from, 65535]);
  return ranges;
}
