// Draws what the built command prints on a terminal as SVG: node scripts/screenshot.mjs [--check]
// The pictures are in docs/images; with --check nothing is written, and status 1 says that one differs.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const config = ['-c', 'examples/office/ipsec-lint.config.json', '--color', 'always'];

/** What is shown: the picture, the words of the command line, and how many lines of its output from which on. */
const SHOTS = [
  { name: 'check', words: ['check', 'examples/office', ...config], shown: 'check examples/office', from: /error\[/, lines: 34 },
  {
    name: 'pair',
    words: ['pair', 'branch', 'hq', '--from', 'a', ...config],
    shown: 'pair branch hq --from a',
    from: /^/,
    lines: 40,
  },
];

/* Advance and line height of a monospaced font of 14 px, in px. */
const FONT = { size: 14, advance: 8.43, line: 19 };
const MARGIN = 16;
const COLUMNS = 100;
const COLOURS = { 31: '#ff7b72', 32: '#7ee787', 33: '#e3b341', 34: '#79c0ff', 35: '#d2a8ff', 36: '#56d4dd', 90: '#8b949e' };

/** Runs of text with one look each; SGR sequences (ECMA-48, 8.3.117) change it. */
function runsOf(line, look) {
  const runs = [];
  let column = 0;
  for (const [index, part] of line.split(/\u001b\[([0-9;]*)m/).entries()) {
    if (index % 2 === 1) for (const code of part.split(';')) apply(Number(code), look);
    else if (part !== '') {
      runs.push({ column, text: part, ...look });
      column += part.length;
    }
  }
  return runs;
}

function apply(code, look) {
  if (code === 0) Object.assign(look, { bold: false, dim: false, colour: undefined });
  else if (code === 1) look.bold = true;
  else if (code === 2) look.dim = true;
  else if (code === 22) Object.assign(look, { bold: false, dim: false });
  else if (code === 39) look.colour = undefined;
  else if (COLOURS[code] !== undefined) look.colour = COLOURS[code];
}

function escaped(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function drawn(run, y) {
  const x = (MARGIN + run.column * FONT.advance).toFixed(1);
  const looks = [run.bold && 'font-weight="bold"', run.dim && 'opacity="0.6"', run.colour && `fill="${run.colour}"`];
  return `<text x="${x}" y="${y}" ${looks.filter(Boolean).join(' ')}>${escaped(run.text)}</text>`.replace(' >', '>');
}

function picture({ words, shown, from, lines }) {
  const env = { ...process.env, COLUMNS: String(COLUMNS), FORCE_COLOR: '1' };
  for (const name of ['NO_COLOR', 'CI', 'GITHUB_ACTIONS', 'GITLAB_CI']) delete env[name];
  const run = spawnSync(process.execPath, ['bin/run.js', ...words], { cwd: root, env, encoding: 'utf8' });
  const all = run.stdout.replace(/\n+$/, '').split('\n');
  const first = all.findIndex((line) => from.test(line));
  const rest = all.slice(first);
  const text = [
    `$ ipsec-lint ${shown}`,
    ...(first > 0 ? ['...'] : []),
    ...rest.slice(0, lines),
    ...(rest.length > lines ? ['...'] : []),
  ];
  const look = { bold: false, dim: false, colour: undefined };
  const body = text.flatMap((line, index) => runsOf(line, look).map((one) => drawn(one, MARGIN + (index + 1) * FONT.line - 5)));
  const width = Math.ceil(2 * MARGIN + COLUMNS * FONT.advance);
  const height = 2 * MARGIN + text.length * FONT.line;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">
<title>ipsec-lint ${escaped(shown)}</title>
<rect width="100%" height="100%" rx="8" fill="#0d1117"/>
<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="${FONT.size}" fill="#e6edf3" xml:space="preserve">
${body.join('\n')}
</g>
</svg>
`;
}

const check = process.argv.includes('--check');
for (const shot of SHOTS) {
  const file = `${root}docs/images/${shot.name}.svg`;
  const made = picture(shot);
  if (!check) writeFileSync(file, made);
  else if (readFileSync(file, 'utf8') !== made) {
    console.error(`docs/images/${shot.name}.svg is not what the command prints: node scripts/screenshot.mjs`);
    process.exitCode = 1;
  }
}
