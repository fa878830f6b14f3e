import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Report, ReportFinding } from '../../src/report/report.ts';
import { renderText, type TextStyle } from '../../src/report/text.ts';
import { SourceTable } from '../../src/text/source.ts';
import { hostileReport } from './hostile.ts';

const TEXT = `ip access-list extended OUT
 permit udp any eq isakmp host 203.0.113.10 eq isakmp
crypto isakmp key TOPSECRETKEY address 203.0.113.1
`;

const sources = new SourceTable();
const file = sources.add('hq.cfg', TEXT);
const secret = TEXT.indexOf('TOPSECRETKEY');
file.addSecret(secret, secret + 12);

function place(words: string): ReportFinding['location'] {
  const at = TEXT.indexOf(words);
  return file.locate(at, at + words.length);
}

function style(over: Partial<TextStyle> = {}): TextStyle {
  return { color: false, width: 80, quiet: true, source: (path) => (path === 'hq.cfg' ? file : undefined), ...over };
}

function report(findings: readonly Partial<ReportFinding>[]): Report {
  const whole = findings.map(
    (finding): ReportFinding => ({
      ruleId: 'filter/source-port-pinned',
      severity: 'error',
      confidence: 'certain',
      message: 'IKE is admitted from source port 500 only',
      help: 'permit udp any host 203.0.113.10 eq isakmp',
      device: 'hq',
      target: 'hq',
      fingerprint: 'f',
      location: place('eq isakmp'),
      related: [],
      ...finding,
    }),
  );
  const summary = { files: 1, skipped: 0, devices: 1, pairs: 0, error: 1, warning: 0, info: 0, undecided: 0 };
  return { schemaVersion: 1, complete: true, summary, findings: whole, pairs: [], undecided: [], problems: [] };
}

test('a finding is shown with its line, the deciding words underlined', () => {
  assert.equal(
    renderText(report([{}]), style()),
    `error[filter/source-port-pinned]: IKE is admitted from source port 500 only
 --> hq.cfg:2:17
  |
2 |  permit udp any eq isakmp host 203.0.113.10 eq isakmp
  |                 ^^^^^^^^^
  |
  = help: permit udp any host 203.0.113.10 eq isakmp
`,
  );
});

test('related places have their own labels, in line order', () => {
  const text = renderText(
    report([{ related: [{ location: place('extended OUT'), message: 'this list is in force' }], confidence: 'likely' }]),
    style(),
  );
  const lines = text.split('\n');
  assert.equal(lines[3], '1 | ip access-list extended OUT');
  assert.equal(lines[4], '  |                ------------ this list is in force');
  assert.equal(lines[5], '2 |  permit udp any eq isakmp host 203.0.113.10 eq isakmp');
  assert.ok(text.includes('  = confidence: likely\n'));
});

test('a secret is masked wherever it is, with the marks at the right place', () => {
  const text = renderText(report([{ location: place('address 203.0.113.1') }, { location: place('TOPSECRETKEY') }]), style());
  assert.ok(!text.includes('TOPSECRET'));
  const [line, marks] = text.split('\n').slice(3);
  assert.equal(line, '3 | crypto isakmp key <secret> address 203.0.113.1');
  assert.equal(marks, '  |                            ^^^^^^^^^^^^^^^^^^^^'.slice(0, marks?.length));
  assert.equal(marks?.indexOf('^'), line.indexOf('address'));
  assert.ok(text.includes('|                   ^^^^^^^^\n'));
});

test('a long line is cut to a window around the range', () => {
  const long = `${'x '.repeat(3000)}HERE${' y'.repeat(3000)}\n`;
  const other = sources.add('long.cfg', long);
  const at = long.indexOf('HERE');
  const text = renderText(report([{ location: other.locate(at, at + 4) }]), style({ source: () => other }));
  const [line = '', marks = ''] = text.split('\n').slice(3);
  assert.ok(line.length <= 80, String(line.length));
  assert.equal(marks.indexOf('^'), line.indexOf('HERE'));
});

test('no line is wider than the terminal as far as words allow', () => {
  const words = 'every message is wrapped to the width of the terminal it is shown on '.repeat(6).trim();
  const text = renderText(
    report([{ message: words, help: words, related: [{ location: place('OUT'), message: words }] }]),
    style(),
  );
  for (const line of text.split('\n')) assert.ok(line.length <= 82, line);
});

test('colour only where it is asked for, and nothing of the input else', () => {
  const plain = renderText(hostileReport(), style({ quiet: false }));
  assert.ok(!/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/.test(plain));
  const colored = renderText(hostileReport(), style({ color: true }));
  const sgr = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g');
  assert.notEqual(colored.replace(sgr, ''), colored);
  assert.ok(!colored.replace(sgr, '').includes(String.fromCharCode(27)));
});

test('the summary tells what was left open', () => {
  const base = report([{}]);
  const open: Report = {
    ...base,
    complete: false,
    summary: { ...base.summary, undecided: 3 },
    undecided: [{ ruleId: 'auth/psk-mismatch', why: 'the key is encrypted', count: 3, examples: ['hq', 'branch'] }],
    problems: [{ path: 'x.cfg', line: 4, message: 'it cannot be read' }],
  };
  const text = renderText(open, style({ quiet: false }));
  assert.ok(text.includes('problem: x.cfg:4: it cannot be read\n'));
  assert.ok(text.includes('undecided: auth/psk-mismatch: the key is encrypted (hq and 2 more)\n'));
  assert.ok(text.endsWith('1 file, 1 device: 1 error, 0 warnings, 0 notes, 3 checks undecided (incomplete)\n'));
});
