/** A relative path as a URI reference: every segment percent-encoded, no leading `./`. */
export function pathUri(path: string): string {
  return path.replace(/^\.\//, '').split('/').map(encodeSegment).join('/');
}

function encodeSegment(segment: string): string {
  return encodeURIComponent(segment.toWellFormed()).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
