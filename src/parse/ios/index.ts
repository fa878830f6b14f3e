export { parseIos } from './parse.ts';
export { type Form, type IosProblem, type IosStatement, IosTree } from './tree.ts';
