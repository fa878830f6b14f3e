/** Interface types in the order in which an abbreviation chooses among them. */
const TYPES: readonly string[] = [
  'Ethernet',
  'FastEthernet',
  'GigabitEthernet',
  'Tunnel',
  'TenGigabitEthernet',
  'Loopback',
  'Serial',
  'Vlan',
  'Port-channel',
  'Dialer',
  'Virtual-Template',
  'Virtual-Access',
  'Virtual-PPP',
  'BVI',
  'BDI',
  'Cellular',
  'Multilink',
  'ATM',
  'Null',
  'TwoGigabitEthernet',
  'TwentyFiveGigE',
  'TwentyFiveGigabitEthernet',
  'FiveGigabitEthernet',
  'FortyGigabitEthernet',
  'FiftyGigabitEthernet',
  'HundredGigE',
  'AppGigabitEthernet',
  'Wlan-GigabitEthernet',
  'Embedded-Service-Engine',
  'Service-Engine',
  'Integrated-Service-Engine',
  'VirtualPortGroup',
  'Group-Async',
  'Async',
  'Dot11Radio',
  'POS',
  'NVI',
  'LISP',
  'MFR',
  'vasileft',
  'vasiright',
  'pseudowire',
  'ucse',
  'nve',
  'CEM',
  'Bundle-Ether',
  'BRI',
  'Hssi',
  'FDDI',
  'TokenRing',
  'Control-Engine',
  'Management',
  'MgmtEth',
  'Ethernet-Internal',
  'SM',
  'ISM',
];

const KNOWN = new Map<string, string>();

/** Full name of an interface as IOS prints it: `gi 0/0` and `Gig0/0` become `GigabitEthernet0/0`. What is no interface name stays. */
export function interfaceName(text: string): string {
  let known = KNOWN.get(text);
  if (known === undefined) {
    known = expand(text);
    if (KNOWN.size < 4096) KNOWN.set(text, known);
  }
  return known;
}

function expand(text: string): string {
  const match = /^([A-Za-z][A-Za-z-]*?(?:11[A-Za-z]+)?)[ \t]*([0-9][^ \t]*)$/.exec(text.trim());
  const letters = match?.[1]?.toLowerCase();
  if (match === null || letters === undefined) return text.trim();
  const type =
    TYPES.find((candidate) => candidate.toLowerCase() === letters) ??
    TYPES.find((candidate) => candidate.toLowerCase().startsWith(letters));
  return `${type ?? match[1]}${match[2]}`;
}
