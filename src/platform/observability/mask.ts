const MASK = '[masked]';
const NAMES = '(?:password|passwd|pwd|secret|token|api[_-]?key|credentials?)';
const OPEN_NAMES = '(?:password|passwd|pwd)';
const HEADERS = '(?:authorization|cookie)';
/** A character inside a JSON string, an escaped one as a whole, so that a line stays JSON whatever is cut out of it. */
const WORD = String.raw`(?:\\["\\/u]|[^\s"&\\])`;
const URL_CHARACTER = String.raw`(?:\\.|[^\s"\\])`;

/** Nearly every line has none of these, and then costs this one look. */
const HINT = new RegExp(
  String.raw`eyJ|bearer|basic\s|:\/\/|[?&#](?:code|state|key|sig)=|(?:${NAMES}|${HEADERS})["'\\]*\s*[:=]`,
  'i',
);

/** No `\b` anywhere: in a JSON line the end of the line before is the letter `n`. */
const PATTERNS: readonly (readonly [RegExp, string])[] = [
  [/eyJ[\w-]{4,}\.[\w-]+(?:\.[\w-]*){0,3}/g, MASK],
  [new RegExp(String.raw`(${HEADERS}\s*:\s*)(?:\\["\\/u]|[^"\\\r\n])+`, 'gi'), `$1${MASK}`],
  [/(bearer|basic)\s+[\w.~+/=-]{4,}/gi, `$1 ${MASK}`],
  [new RegExp(String.raw`(postgres(?:ql)?:\/\/)${URL_CHARACTER}{0,1024}@`, 'gi'), `$1${MASK}@`],
  [new RegExp(String.raw`(:\/\/)(?:(?!\/)${URL_CHARACTER}){0,1024}@`, 'g'), `$1${MASK}@`],
  [new RegExp(String.raw`([?&#](?:code|state|key|sig)=)${WORD}+`, 'gi'), `$1${MASK}`],
  [new RegExp(String.raw`(${NAMES}":")(?:\\.|[^"\\])+`, 'gi'), `$1${MASK}`],
  [new RegExp(String.raw`(${NAMES}(?:\\")?\s*[:=]\s*\\")(?:\\\\(?:\\.|[^"\\])|\\[^"\\]|[^"\\])+`, 'gi'), `$1${MASK}`],
  [new RegExp(String.raw`(${NAMES}'?\s*[:=]\s*')(?:\\.|[^'"\\])+`, 'gi'), `$1${MASK}`],
  [new RegExp(String.raw`(${NAMES}\s*=\s*)(?!\\")${WORD}+`, 'gi'), `$1${MASK}`],
  [new RegExp(String.raw`(${OPEN_NAMES}\s*:\s*)(?!\\")${WORD}+`, 'gi'), `$1${MASK}`],
];

/** A line of JSON with tokens, credentials of URLs and `password=` pairs blotted out of its strings; it stays JSON. */
export function mask(line: string): string {
  if (!HINT.test(line)) return line;
  let masked = line;
  for (const [pattern, replacement] of PATTERNS) masked = masked.replace(pattern, replacement);
  return masked;
}
