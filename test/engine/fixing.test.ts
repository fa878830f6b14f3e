import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mend } from '../../src/engine/fixing.ts';
import { lint, type Report, type ReportFinding } from '../../src/index.ts';
import { fc } from '../seeded.ts';

/* `mend` over fleets of a hub and its spokes whose access lists are written in every way, and lack lines, or have them too late. */

const LINES = ['udp 500', 'udp 4500', 'esp', 'pinned 500', 'tcp', 'deny udp', 'remark'] as const;
type Line = (typeof LINES)[number];
const FORMS = ['lines', 'block', 'numbered', 'dense', 'iptables', 'nft'] as const;

interface Box {
  readonly name: string;
  readonly address: string;
  readonly peers: readonly string[];
  readonly form: (typeof FORMS)[number];
  readonly lines: readonly Line[];
  readonly closes: boolean;
  readonly crlf: boolean;
}

function iosLine(line: Line, to: string): string {
  switch (line) {
    case 'udp 500':
      return `permit udp any host ${to} eq isakmp`;
    case 'udp 4500':
      return `permit udp any host ${to} eq non500-isakmp`;
    case 'esp':
      return `permit esp any host ${to}`;
    case 'pinned 500':
      return `permit udp any eq isakmp host ${to} eq isakmp`;
    case 'tcp':
      return 'permit tcp any any established';
    case 'deny udp':
      return `deny udp any host ${to} range 400 5000`;
    case 'remark':
      return 'remark what it is for';
  }
}

const SAVED: Readonly<Record<Line, string>> = {
  'udp 500': '-A INPUT -p udp -m udp --dport 500 -j ACCEPT',
  'udp 4500': '-A INPUT -p udp -m multiport --dports 4500 -j ACCEPT',
  esp: '-A INPUT -p esp -j ACCEPT',
  'pinned 500': '-A INPUT -p udp -m udp --sport 500 --dport 500 -j ACCEPT',
  tcp: '-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT',
  'deny udp': '-A INPUT -p udp -j DROP',
  remark: '# what it is for',
};

const NFT: Readonly<Record<Line, string>> = {
  'udp 500': 'udp dport 500 accept',
  'udp 4500': 'udp dport 4500 accept # behind a NAT',
  esp: 'meta l4proto esp accept',
  'pinned 500': 'udp sport 500 udp dport 500 accept',
  tcp: 'tcp dport 22 accept',
  'deny udp': 'meta l4proto udp drop',
  remark: '# what it is for',
};

function filesOf(box: Box): ReadonlyMap<string, string> {
  const { name, address, peers, form, lines, closes, crlf } = box;
  if (form === 'iptables' || form === 'nft') {
    const conns = peers.map(
      (peer, at) => `conn c${at}\n  left=${address}\n  right=${peer}\n  authby=psk\n  auto=start\n  pfs=yes\n`,
    );
    const saved = `*filter\n:INPUT DROP [0:0]\n${[...lines.map((line) => SAVED[line]), ...(closes ? ['-A INPUT -j DROP'] : [])].join('\n')}\nCOMMIT\n`;
    const rules = [...lines.map((line) => NFT[line]), ...(closes ? ['drop'] : [])];
    const nft = `table inet f {\n  chain in {\n    type filter hook input priority 0; policy drop;\n    ${rules.join('\n    ')}\n  }\n}\n`;
    return new Map([
      [`${name}/ipsec.conf`, conns.join('\n')],
      form === 'iptables' ? [`${name}/rules.v4`, saved] : [`${name}/rules.nft`, nft],
    ]);
  }
  const body = [...lines.map((line) => iosLine(line, address)), ...(closes ? ['deny   ip any any log'] : [])];
  const step = form === 'dense' ? 1 : 10;
  const list =
    form === 'lines'
      ? body.map((line) => `access-list 101 ${line}`)
      : [
          'ip access-list extended 101',
          ...body.map((line, at) => (form === 'block' || line.startsWith('remark') ? ` ${line}` : ` ${step * (at + 1)} ${line}`)),
        ];
  const text = [
    'version 15.7',
    `hostname ${name}`,
    'crypto isakmp policy 10',
    ' encr aes 256',
    ' hash sha256',
    ' authentication pre-share',
    ' group 14',
    ...peers.map((peer) => `crypto isakmp key fvPYCuqXZ0NtzUsGkCSq4gewCsLOEjfha6PCevxqzOs address ${peer}`),
    'crypto ipsec transform-set T esp-aes 256 esp-sha256-hmac',
    ...peers.flatMap((peer, at) => [
      `crypto map M ${at + 10} ipsec-isakmp`,
      ` set peer ${peer}`,
      ' set transform-set T',
      ` match address V${at}`,
    ]),
    'interface GigabitEthernet0/0',
    ` ip address ${address} 255.255.255.0`,
    ' ip access-group 101 in',
    ' crypto map M',
    ...list,
    ...peers.flatMap((_, at) => [
      `ip access-list extended V${at}`,
      ` permit ip 192.168.${at}.0 0.0.0.255 10.${at}.0.0 0.0.255.255`,
    ]),
    'end',
    '',
  ].join(crlf ? '\r\n' : '\n');
  return new Map([[`${name}.cfg`, text]]);
}

const boxes = fc.array(
  fc.record({
    form: fc.constantFrom(...FORMS),
    lines: fc
      .uniqueArray(fc.constantFrom(...LINES), { minLength: 1, maxLength: 6 })
      .filter((lines) => lines.some((line) => line !== 'remark')),
    closes: fc.boolean(),
    crlf: fc.boolean(),
    peers: fc.integer({ min: 1, max: 3 }),
  }),
  { minLength: 1, maxLength: 2 },
);

function fleet(
  given: readonly (Omit<Box, 'name' | 'address' | 'peers'> & { readonly peers: number })[],
): ReadonlyMap<string, string> {
  const all = given.map((box, at): Box => {
    const peers = Array.from({ length: box.peers }, (_, peer) => `198.51.100.${10 * (at + 1) + peer}`);
    return { ...box, name: `r${at}`, address: `203.0.113.${at + 1}`, peers };
  });
  return new Map(all.flatMap((box) => [...filesOf(box)]));
}

function mended(files: ReadonlyMap<string, string>) {
  return mend({
    lint: (changed) => {
      const inputs = [...new Map([...files, ...changed])].map(([path, text]) => ({ path, text }));
      return Promise.resolve({ report: lint(inputs) });
    },
    textOf: (path) => files.get(path),
  });
}

function fixable({ findings }: Report): readonly ReportFinding[] {
  return findings.filter(({ fix }) => fix !== undefined);
}

test('what can be fixed is fixed, nothing gets worse, and a second time there is nothing to do', async () => {
  let fixed = 0;
  await fc.assert(
    fc.asyncProperty(boxes, async (given) => {
      const files = fleet(given);
      const once = await mended(files);
      fixed += once.fixed.length;
      assert.deepEqual(
        fixable(once.last.report).map(({ ruleId, message }) => `${ruleId} ${message}`),
        [],
      );
      const { summary, problems } = once.last.report;
      assert.ok(summary.error <= once.first.report.summary.error);
      assert.ok(summary.undecided <= once.first.report.summary.undecided);
      assert.deepEqual(problems, once.first.report.problems);
      assert.deepEqual(
        once.last.report.findings.filter(({ ruleId }) => ruleId.startsWith('syntax/not')),
        [],
      );
      const twice = await mended(new Map([...files, ...once.texts]));
      assert.deepEqual([...twice.texts], []);
      for (const [path, text] of once.texts) {
        const [old, now] = [files.get(path) ?? '', text].map((one) => one.split('\n').map((line) => line.endsWith('\r')));
        assert.equal(new Set(now?.slice(0, -1)).size, new Set(old?.slice(0, -1)).size, 'line ends are of one kind');
      }
    }),
    { numRuns: 60 },
  );
  assert.ok(fixed > 30, `${fixed} findings were fixed`);
});

test('a list of access-list lines that begins with a remark or a permit is closed by its end', async () => {
  for (const lines of [['remark', 'udp 500'], ['udp 500'], ['deny udp', 'tcp']] as const) {
    const { last, fixed } = await mended(fleet([{ form: 'lines', lines, closes: false, crlf: false, peers: 1 }]));
    assert.equal(last.report.summary.undecided, 0);
    assert.equal(
      fixed.some(({ ruleId }) => ruleId === 'filter/esp-blocked'),
      lines[0] !== 'deny udp',
      lines.join(),
    );
  }
});

test('of two findings that are alike, one is fixed and the other cannot be', async () => {
  const box = { form: 'iptables', closes: false, crlf: false, peers: 1 } as const;
  const { first, last, texts } = await mended(
    fleet([
      { ...box, lines: ['udp 500'] },
      { ...box, lines: ['deny udp'] },
    ]),
  );
  const left = (report: Report) => report.findings.filter(({ ruleId }) => ruleId === 'filter/nat-t-blocked');
  assert.deepEqual(
    left(first.report).map(({ location }) => location.path),
    ['r0/rules.v4', 'r1/rules.v4'],
  );
  assert.deepEqual(
    left(last.report).map(({ location }) => location.path),
    ['r1/rules.v4'],
  );
  assert.match(texts.get('r0/rules.v4') ?? '', /--dport 4500 -j ACCEPT/);
});
