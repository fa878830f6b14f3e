import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DOMParser } from '@xmldom/xmldom';
import { parse as parseCsv } from 'csv-parse/sync';
import { marked } from 'marked';
import { inTree, type Tree } from '../cli/run.ts';
import { HOSTILE, isCommand, UNSAFE } from '../report/hostile.ts';
import { officialErrors } from '../report/official.ts';
import { INVOCATIONS, type Invocation, nameOf } from './invocations.ts';
import { runOffline } from './run.ts';

/* Every text that a configuration language lets through on one line, in every place of a device that a report may name. */
const LINES = HOSTILE.map((text) => text.replace(/[\r\n\0\ud800]/g, ' '));
const WORDS = LINES.map((text) => text.replace(/[\s\u3000]/g, ''));

const router = LINES.map((line, index) => {
  const word = WORDS[index];
  return `hostname ${line}
ip access-list extended ${word}
 remark ${line}
 deny udp any any eq isakmp log ${line}
 frobnicate ${line}
crypto isakmp policy 10
 authentication pre-share
 frobnicate ${line}
crypto isakmp key k address ${word}
crypto map ${word} ${index + 1} ipsec-isakmp
 description ${line}
 set peer ${word}
 set transform-set ${word}
 match address ${word}x
interface ${word}
 description ${line}
 ip address 203.0.113.${index + 1} 255.255.255.0
 ip access-group ${word} in
 crypto map ${word}
`;
});

const swanctl = `connections {
${WORDS.map((word, index) => `  "${word}" {\n    remote_addrs = "${LINES[index]}"\n    "${word}x" = 1\n    local { auth = "${LINES[index]}" }\n    children { "${word}" { esp_proposals = "${LINES[index]}" } }\n  }`).join('\n')}
}
`;

/* A slash would make a directory; everything else may stand in the name of a file. */
const fileName = (text: string): string => text.replace(/[/\0\ud800]/g, '_');

const TREE: Tree = {
  ...Object.fromEntries(HOSTILE.map((text, index) => [`${fileName(text)}/${fileName(text)}.cfg`, router[index] ?? ''])),
  'router.cfg': router.join(''),
  'swan2/swanctl.conf': swanctl,
  'legacy/ipsec.conf': `conn ${LINES.join('\nconn ')}\n  right=${LINES[1]}\n  frobnicate=${LINES[2]}\n`,
  'legacy/ipsec.secrets': `${LINES.join('\n')}\n`,
  'broken.cfg': Uint8Array.of(0x68, 0, 0x6f, 0xff, 0xfe, 0),
};

/* Our own colours, which no text of an input can bring. */
const COLOURS = /\u001b\[\d+m/g;

function assertInert({ args }: Invocation, text: string): void {
  const shown = args.includes('always') ? text.replace(COLOURS, '') : text;
  const plain = args.includes('csv') ? shown.replaceAll('\r\n', '\n') : shown;
  const at = plain.search(UNSAFE);
  assert.equal(at, -1, JSON.stringify(plain.slice(Math.max(0, at - 60), at + 20)));
  const own = /^::(error|warning|notice) (file=[^:]*,)?title=[^:]*::/;
  for (const line of plain.split('\n'))
    assert.ok(!isCommand(args.includes('github') ? line.replace(own, 'own ') : line), `a command to a CI system: ${line}`);
}

const strictXml = new DOMParser({
  onError: (level, message) => {
    if (!message.includes('replacement character')) throw new Error(`${level}: ${message}`);
  },
});

/** What a real parser of the format makes of an output; throws where it is not of the format. */
const READ: Readonly<Record<string, (text: string) => void>> = {
  json: (text) => void JSON.parse(text),
  jsonl: (text) =>
    text
      .trimEnd()
      .split('\n')
      .forEach((line) => void JSON.parse(line)),
  sarif: (text) => assert.deepEqual(officialErrors('sarif-2.1.0.json', text), []),
  rdjson: (text) => assert.deepEqual(officialErrors('rdjson.json', text), []),
  gitlab: (text) => assert.ok(Array.isArray(JSON.parse(text))),
  junit: (text) => void strictXml.parseFromString(text, 'text/xml'),
  checkstyle: (text) => void strictXml.parseFromString(text, 'text/xml'),
  csv: (text) => {
    for (const cell of parseCsv(text).flat()) assert.doesNotMatch(String(cell), /^[=+\-@\t\r]/);
  },
  markdown: (text) => {
    const html = marked.parse(text, { async: false });
    for (const markup of ['<script', '<b>', 'href="http']) assert.ok(!html.includes(markup), markup);
  },
};

function formatOf({ args }: Invocation): string {
  if (args[0] === 'model') return 'json';
  const at = args.findIndex((word) => word === '-f' || word === '--format');
  return (at === -1 ? undefined : args[at + 1]) ?? 'text';
}

for (const invocation of INVOCATIONS.filter(({ args: [command = ''] }) => ['check', 'pair', 'model'].includes(command))) {
  test(`names, values, paths and problems that are hostile: ${nameOf(invocation)}`, () =>
    inTree(TREE, (cwd) => {
      const { stdout, stderr } = runOffline(invocation, cwd);
      assert.doesNotMatch(stderr, /a bug in ipsec-lint/);
      assert.ok(stdout.length > 0, stderr);
      assertInert(invocation, stdout);
      assertInert({ args: [] }, stderr);
      READ[formatOf(invocation)]?.(stdout);
    }));
}

test('words of the command line that are hostile', () =>
  inTree({ 'r.cfg': '' }, (cwd) => {
    const text = HOSTILE.filter((one) => !one.includes('\0')).join('\n');
    for (const args of [
      [text],
      ['check', `./${text}`],
      ['pair', text, text],
      ['explain', text],
      ['explain', '--log', text],
      ['check', '.', '-c', text],
      ['check', '.', '-f', text],
      ['check', '.', '-f', `json=${text}/x`],
      ['check', '.', '--policy', text],
      ['check', '.', '--changed-since', text],
      [`--${text}`],
    ]) {
      const { stdout, stderr } = runOffline({ args }, cwd);
      assertInert({ args: [] }, stdout);
      assertInert({ args: [] }, stderr);
    }
  }));
