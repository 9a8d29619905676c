const zip = 'a ZIP file';
const ole = 'an old Office document';

/** How files begin, in hexadecimal digits. The first that fits counts. */
const magic: readonly (readonly [digits: string, kind: string])[] = [
  ['255044462d', 'a PDF'],
  ['89504e470d0a1a0a', 'a PNG image'],
  ['ffd8ff', 'a JPEG image'],
  ['474946383761', 'a GIF image'],
  ['474946383961', 'a GIF image'],
  ['504b0304', zip],
  ['504b0506', zip],
  ['d0cf11e0a1b11ae1', ole],
  ['4d5a', 'a Windows program'],
  ['7f454c46', 'a Linux program'],
  ['feedface', 'a macOS program'],
  ['feedfacf', 'a macOS program'],
  ['cefaedfe', 'a macOS program'],
  ['cffaedfe', 'a macOS program'],
  ['cafebabe', 'a Java or macOS program'],
  ['0061736d', 'a WebAssembly program'],
  ['2321', 'a script'],
];

/** What browsers would make a page of, after white space. */
const markup: readonly (readonly [pattern: RegExp, kind: string])[] = [
  [/^<(?:!doctype\s+html|html|head|body|script|svg)\b/i, 'a web page'],
  [/^<\?xml\b/i, 'an XML file'],
];

/** What a media type must begin as. */
const kinds: Readonly<Record<string, string>> = {
  'application/pdf': 'a PDF',
  'image/png': 'a PNG image',
  'image/jpeg': 'a JPEG image',
  'image/gif': 'a GIF image',
  'application/zip': zip,
  'application/msword': ole,
  'application/vnd.ms-excel': ole,
  'application/vnd.ms-powerpoint': ole,
  'application/vnd.ms-outlook': ole,
  'application/xml': 'an XML file',
  'text/xml': 'an XML file',
  'text/html': 'a web page',
  'image/svg+xml': 'a web page',
};

const startsAsZip = /^application\/vnd\.(?:openxmlformats-officedocument|oasis\.opendocument)\./;
const isText = (mediaType: string) => /^text\/|^message\/rfc822$|[/+]json$/.test(mediaType);

/**
 * Why bytes cannot be of the media type they claim, as "begins like …"; null when they can. A type that
 * is not known here may begin like anything that no other known type begins like.
 */
export function contradiction(mediaType: string, bytes: Uint8Array): string | null {
  const found = kindOf(bytes);
  const wanted = startsAsZip.test(mediaType) ? zip : kinds[mediaType];
  if (found !== null && found !== wanted) return `begins like ${found}`;
  if (wanted !== undefined && found === null) return `does not begin like ${wanted}`;
  return isText(mediaType) && !isUtf8Text(bytes) ? 'is not text in UTF-8' : null;
}

function kindOf(bytes: Uint8Array): string | null {
  const start = Buffer.from(bytes.subarray(0, 1024));
  const digits = start.toString('hex');
  const found = magic.find(([each]) => digits.startsWith(each));
  if (found !== undefined) return found[1];
  const text = start.toString('utf8').trimStart(); // trims a byte order mark as well
  return markup.find(([pattern]) => pattern.test(text))?.[1] ?? null;
}

function isUtf8Text(bytes: Uint8Array): boolean {
  if (bytes.includes(0)) return false;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
