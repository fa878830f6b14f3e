import { decode } from './decode.ts';

const MARKS: ReadonlyMap<string, Buffer> = new Map([
  ['utf-8', Buffer.from([0xef, 0xbb, 0xbf])],
  ['utf-16le', Buffer.from([0xff, 0xfe])],
  ['utf-16be', Buffer.from([0xfe, 0xff])],
]);

/**
 * Writes a text as the bytes that it was decoded from are written: the same encoding, with a byte order mark if they have one.
 * Undefined where it cannot be written so, or where the old bytes themselves would not come out as they were.
 */
export function encodeLike(original: Buffer, text: string): Buffer | undefined {
  const decoded = decode(original);
  if (decoded === undefined) return undefined;
  const mark = MARKS.get(decoded.encoding);
  const isMarked = mark !== undefined && original.subarray(0, mark.length).equals(mark);
  const encoded = (content: string): Buffer => {
    const bytes = bytesOf(content, decoded.encoding);
    return isMarked ? Buffer.concat([mark, bytes]) : bytes;
  };
  const bytes = encoded(text);
  return encoded(decoded.text).equals(original) && decode(bytes)?.text === text ? bytes : undefined;
}

function bytesOf(text: string, encoding: NonNullable<ReturnType<typeof decode>>['encoding']): Buffer {
  switch (encoding) {
    case 'utf-16be':
      return Buffer.from(text, 'utf16le').swap16();
    case 'utf-16le':
      return Buffer.from(text, 'utf16le');
    case 'latin-1':
      return Buffer.from(text, 'latin1');
    default:
      return Buffer.from(text, 'utf8');
  }
}
