import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { discover } from '../../src/input/discover.ts';
import { readText } from '../../src/input/read.ts';

async function inTree(files: Readonly<Record<string, string>>, body: (root: string) => Promise<void>): Promise<void> {
  const root = mkdtempSync(join(tmpdir(), 'ipsec-lint-input-'));
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    await body(root);
  } finally {
    rmSync(root, { recursive: true });
  }
}

const paths = async (words: readonly string[], root: string): Promise<string[]> =>
  (await discover(words, root)).files.map((file) => file.path);

test('files, directories and globs; each file once', async () => {
  await inTree({ 'a/1.cfg': '', 'a/b/2.cfg': '', 'a/b/3.txt': '', 'c[1].cfg': '' }, async (root) => {
    assert.deepEqual(await paths(['a'], root), ['a/1.cfg', 'a/b/2.cfg', 'a/b/3.txt']);
    assert.deepEqual(await paths(['a/**/*.cfg', 'a/1.cfg'], root), ['a/1.cfg', 'a/b/2.cfg']);
    assert.deepEqual(await paths(['c[1].cfg'], root), ['c[1].cfg']);
    assert.deepEqual(await paths(['a/b/../1.cfg', join(root, 'a/1.cfg')], root), ['a/1.cfg']);
    assert.deepEqual(await paths(['.'], join(root, 'a')), ['1.cfg', 'b/2.cfg', 'b/3.txt']);
  });
});

test('nothing that matches is a problem', async () => {
  await inTree({ 'a/1.cfg': '', x: '' }, async (root) => {
    mkdirSync(join(root, 'empty'));
    const { missing, problems } = await discover(['no.cfg', 'b/*.cfg', 'empty'], root);
    assert.deepEqual(problems, []);
    assert.deepEqual(missing, [
      { path: 'no.cfg', message: 'there is no such file' },
      { path: 'b/*.cfg', message: 'the glob matches nothing' },
      { path: 'empty', message: 'there is no file in this directory' },
    ]);
  });
});

test('.gitignore holds while walking, not for named files', async () => {
  const tree = {
    '.git/HEAD': '',
    '.gitignore': 'old/\n*.bak\n',
    'a/1.cfg': '',
    'a/1.bak': '',
    'a/old/2.cfg': '',
    'b/.gitignore': '!keep.bak\n',
    'b/keep.bak': '',
  };
  await inTree(tree, async (root) => {
    assert.deepEqual(await paths(['a', 'b'], root), ['a/1.cfg', 'b/.gitignore', 'b/keep.bak']);
    assert.deepEqual(await paths(['a/1.bak'], root), ['a/1.bak']);
  });
});

test('links: directories are not followed, a file is found once, nothing outside is read', async () => {
  await inTree({ 'net/1.cfg': '', secret: '' }, async (root) => {
    symlinkSync('..', join(root, 'net/loop'));
    for (let i = 0; i < 9; i++) symlinkSync('.', join(root, `net/self${i}`));
    symlinkSync('1.cfg', join(root, 'net/0.cfg'));
    symlinkSync('../secret', join(root, 'net/out.cfg'));
    symlinkSync('nowhere', join(root, 'net/dangling'));
    const result = await discover(['net'], root);
    assert.deepEqual(
      result.files.map((file) => file.path),
      ['net/1.cfg'],
    );
    assert.deepEqual(result.problems, [{ path: 'net/dangling', message: 'there is no such file' }]);
    assert.equal(result.skipped.length, 12);
  });
});

test('what cannot be read says why', async () => {
  await inTree({ 'big.cfg': 'x'.repeat(100), 'no.cfg': '' }, async (root) => {
    execFileSync('mkfifo', [join(root, 'pipe')]);
    chmodSync(join(root, 'no.cfg'), 0);
    const reason = (path: string): string => {
      const content = readText(path, 50);
      return content.kind === 'problem' ? content.message : content.kind;
    };
    assert.match(reason(join(root, 'pipe')), /FIFO/);
    assert.match(reason('/dev/zero'), /device/);
    assert.match(reason(join(root, 'big.cfg')), /too large: 100 bytes, the limit is 50/);
    assert.match(reason(root), /directory/);
    if (process.getuid?.() !== 0) assert.match(reason(join(root, 'no.cfg')), /permission/);
    assert.deepEqual((await discover(['.'], root)).files.map((file) => file.path).sort(), ['big.cfg', 'no.cfg', 'pipe']);
  });
});
