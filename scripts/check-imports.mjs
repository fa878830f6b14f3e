// Checks that imports run one way (docs/architecture.md): node scripts/check-imports.mjs [ROOT]. Exit 1 names every wrong one.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/** What a part may import besides itself. `type:` allows types only. */
const ARROWS = {
  'src/text': [],
  'src/parse': ['src/text'],
  'src/model': ['src/parse', 'src/text'],
  'src/analyze': ['src/model', 'src/parse', 'src/text'],
  'src/rule': ['src/analyze', 'src/model', 'src/text'],
  rules: ['src/rule'],
  'src/policy': ['src/rule', 'src/model', 'src/text'],
  'src/config': ['src/text'],
  'src/input': ['src/config', 'src/text'],
  'src/engine': [
    ...['src/text', 'src/parse', 'src/model', 'src/analyze', 'src/rule', 'rules', 'src/policy'],
    ...['src/input', 'type:src/config', 'type:src/report'],
  ],
  'src/report': ['src/text'],
  'src/lsp': ['src/text', 'src/config', 'src/input', 'src/engine', 'src/report', 'rules', 'src/model', 'type:src/rule'],
  'src/cli': [
    'src/text',
    'src/config',
    'src/input',
    'src/engine',
    'src/report',
    'src/lsp',
    'rules',
    'type:src/rule',
    'src/model',
  ],
  'src/index.ts': ['src/config', 'src/input', 'src/engine', 'src/rule', 'src/report', 'src/text', 'rules'],
};

/** Packages that only one part may use, so that nothing else pays for them. */
const PACKAGES = {
  '@oclif/core': ['src/cli'],
  ajv: ['src/config', 'src/policy'],
  diff: ['src/report'],
  'fast-glob': ['src/input'],
  ignore: ['src/input'],
  picocolors: ['src/report', 'src/cli'],
  'vscode-languageserver': ['src/lsp'],
  'vscode-languageserver-textdocument': ['src/lsp'],
  yaml: ['src/config'],
};

function partOf(path) {
  return Object.keys(ARROWS).find((part) => path === part || path.startsWith(`${part}/`));
}

function* sources(root, directory) {
  if (!existsSync(join(root, directory))) return;
  for (const entry of readdirSync(join(root, directory), { withFileTypes: true })) {
    const path = `${directory}/${entry.name}`;
    if (entry.isDirectory()) yield* sources(root, path);
    else if (/\.[cm]?[jt]s$/.test(entry.name)) yield path;
  }
}

/** Every module specifier of a source text with its offset and whether only types come through it. */
function importsOf(path, text) {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, false);
  const found = [];
  const add = (specifier, typeOnly) => {
    if (specifier !== undefined && ts.isStringLiteral(specifier))
      found.push({ specifier: specifier.text, typeOnly, at: file.getLineAndCharacterOfPosition(specifier.pos).line + 1 });
  };
  const visit = (node) => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, node.importClause?.isTypeOnly === true);
    else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly);
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) add(node.arguments[0], false);
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) add(node.argument.literal, true);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** All imports under a root that go against the arrows, as lines to print. */
export function wrongImports(root) {
  const wrong = [];
  for (const top of ['src', 'rules']) {
    for (const path of sources(root, top)) {
      const part = partOf(path);
      if (part === undefined) {
        wrong.push(`${path}:1: belongs to no part of the architecture`);
        continue;
      }
      for (const { specifier, typeOnly, at } of importsOf(path, readFileSync(join(root, path), 'utf8'))) {
        const reason = specifier.startsWith('.')
          ? wrongArrow(root, path, part, specifier, typeOnly)
          : wrongPackage(part, specifier, typeOnly);
        if (reason !== undefined) wrong.push(`${path}:${at}: ${reason}`);
      }
    }
  }
  return wrong;
}

function wrongArrow(root, path, part, specifier, typeOnly) {
  const target = relative(root, resolve(root, dirname(path), specifier)).replaceAll('\\', '/');
  if (target === 'package.json' || target.startsWith('schemas/')) return undefined;
  const other = partOf(target);
  if (other === part) return undefined;
  const allowed = ARROWS[part];
  if (other !== undefined && (allowed.includes(other) || (typeOnly && allowed.includes(`type:${other}`)))) return undefined;
  return `${part} must not import ${other ?? target}${typeOnly ? '' : allowed.includes(`type:${other}`) ? ' but for types' : ''}`;
}

function wrongPackage(part, specifier, typeOnly) {
  if (specifier.startsWith('node:') || typeOnly) return undefined;
  const name = specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
  return PACKAGES[name]?.includes(part) ? undefined : `${part} must not use the package ${name}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = resolve(process.argv[2] ?? fileURLToPath(new URL('..', import.meta.url)));
  const wrong = wrongImports(root);
  for (const line of wrong) console.error(line);
  console.log(wrong.length === 0 ? 'imports run one way' : `${wrong.length} imports against the arrows`);
  process.exitCode = wrong.length === 0 ? 0 : 1;
}
