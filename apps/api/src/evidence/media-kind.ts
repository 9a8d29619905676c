const zip = 'a ZIP file';
const ole = 'an old Office document';

/** How files begin, as text (Latin-1). The first that fits counts. */
const beginnings: readonly (readonly [pattern: RegExp, kind: string])[] = [
  [/^%PDF-/, 'a PDF'],
  [/^\x89PNG\r\n\x1a\n/, 'a PNG image'],
  [/^\xff\xd8\xff/, 'a JPEG image'],
  [/^GIF8[79]a/, 'a GIF image'],
  [/^RIFF[^]{4}WEBP/, 'a WebP image'],
  [/^PK(?:\x03\x04|\x05\x06|\x07\x08)/, zip],
  [/^\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1/, ole],
  [/^MZ/, 'a Windows program'],
  [/^\x7fELF/, 'a Linux program'],
  [
    /^(?:\xfe\xed\xfa[\xce\xcf]|[\xce\xcf]\xfa\xed\xfe|\xca\xfe\xba\xbe)/,
    'a macOS or Java program',
  ],
  [/^\x00asm/, 'a WebAssembly program'],
  [/^#!/, 'a script'],
  [/^(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html|head|body|script|svg)\b/i, 'a web page'],
  [/^(?:\xef\xbb\xbf)?\s*<\?xml\b/i, 'an XML file'],
];

/** What a media type must begin as. */
const kinds: Readonly<Record<string, string>> = {
  'application/pdf': 'a PDF',
  'image/png': 'a PNG image',
  'image/jpeg': 'a JPEG image',
  'image/gif': 'a GIF image',
  'image/webp': 'a WebP image',
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
  const start = Buffer.from(bytes.subarray(0, 1024)).toString('latin1');
  return beginnings.find(([pattern]) => pattern.test(start))?.[1] ?? null;
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
