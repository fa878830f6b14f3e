import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DOMParser } from '@xmldom/xmldom';
import { parse as parseCsv } from 'csv-parse/sync';
import { marked } from 'marked';
import { FORMATS } from '../../src/report/formats/index.ts';
import { CONTEXT, HOSTILE, hostileReport, isCommand, UNSAFE } from './hostile.ts';
import { officialErrors } from './official.ts';

const REPORT = hostileReport();

function render(name: string): string {
  const reporter = FORMATS.find((format) => format.name === name);
  assert.ok(reporter, name);
  return reporter.render(REPORT, CONTEXT);
}

/** Texts of one attribute, read by a strict XML parser. */
function attributes(xml: string, element: string, attribute: string): string[] {
  const parser = new DOMParser({
    onError: (level, message) => {
      // What cannot be shown is replaced on purpose.
      if (!message.includes('replacement character')) throw new Error(`${level}: ${message}`);
    },
  });
  const found = parser.parseFromString(xml, 'text/xml').getElementsByTagName(element);
  return Array.from(found, (node) => node.getAttribute(attribute) ?? '');
}

for (const { name } of FORMATS) {
  test(`${name}: no control character or bidirectional mark of the input comes through raw`, () => {
    // RFC 4180 wants CRLF between rows.
    const text = name === 'csv' ? render(name).replaceAll('\r\n', '\n') : render(name);
    const at = text.search(UNSAFE);
    assert.equal(at, -1, JSON.stringify(text.slice(Math.max(0, at - 30), at + 10)));
  });

  test(`${name}: no line is a command to a CI system but the tool's own`, () => {
    const own = /^::(error|warning|notice) (file=[^:]*,)?title=[^:]*::/;
    for (const line of render(name).split('\n'))
      assert.ok(!isCommand(name === 'github' ? line.replace(own, 'own ') : line), line);
  });

  test(`${name}: the same report gives the same bytes`, () => assert.equal(render(name), render(name)));
}

test('json and jsonl give back the very texts', () => {
  assert.deepEqual(JSON.parse(render('json')), REPORT);
  const rows = render('jsonl')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  assert.equal(rows.filter((row) => row.type === 'finding').length, HOSTILE.length);
  assert.equal(rows.find((row) => row.type === 'finding')?.message, REPORT.findings[0]?.message);
});

test('junit and checkstyle are well-formed XML with every finding', () => {
  assert.equal(attributes(render('junit'), 'failure', 'message').length, HOSTILE.length);
  const messages = attributes(render('checkstyle'), 'error', 'message');
  assert.equal(messages.length, 2 * HOSTILE.length);
  assert.ok(messages.some((message) => message.includes('</script><script>')));
});

test('github: each annotation is one command, with the finding in it', () => {
  const lines = render('github').trimEnd().split('\n');
  for (const line of lines) assert.match(line, /^::(error|warning|notice) [^\n]*::/);
  assert.equal(lines.length, HOSTILE.length * 2 + 1);
});

test('gitlab: fingerprints are unique', () => {
  const rows: { fingerprint: string }[] = JSON.parse(render('gitlab'));
  assert.equal(new Set(rows.map((row) => row.fingerprint)).size, HOSTILE.length);
});

test('csv: a row for each finding, and no formula', () => {
  const rows: string[][] = parseCsv(render('csv'));
  assert.equal(rows.length, HOSTILE.length + 1);
  for (const cell of rows.flat()) assert.doesNotMatch(cell, /^[=+\-@\t\r]/);
});

test('markdown: the texts are shown, not interpreted', () => {
  const html = marked.parse(render('markdown'), { async: false });
  assert.ok(!html.includes('<script>alert'));
  assert.ok(!html.includes('<a href="http://example.com"'));
  assert.ok(!html.includes('<b>bold'));
});

for (const [format, file] of [
  ['sarif', 'sarif-2.1.0.json'],
  ['rdjson', 'rdjson.json'],
] as const) {
  test(`${format} is valid against the official schema`, () => assert.deepEqual(officialErrors(file, render(format)), []));
}

test('sarif: incomplete runs say so, paths are encoded segment by segment', () => {
  const [run] = JSON.parse(render('sarif')).runs;
  assert.equal(run.invocations[0].executionSuccessful, false);
  for (const { locations } of run.results)
    assert.match(locations[0].physicalLocation.artifactLocation.uri, /^[A-Za-z0-9._~%/-]+$/);
});
