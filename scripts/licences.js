import { readFileSync } from 'node:fs';

/** Licences under which what ships may come: permissive ones, as the lock file names them. */
const ALLOWED = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'ISC',
  'MIT',
  'Python-2.0',
  'Zlib',
]);

/** Packages whose manifest names no licence in the present form, with what their own licence file says. */
const READ_BY_HAND = { busboy: 'MIT', streamsearch: 'MIT' };

const { packages } = JSON.parse(readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8'));
const shipped = Object.entries(packages).filter(([folder, { dev }]) => folder !== '' && dev !== true);
const refused = shipped.map(([folder, { license }]) => fault(folder, license)).filter((text) => text !== null);

for (const text of refused) console.error(text);
console.log(`licences: ${shipped.length} packages that ship, ${refused.length} refused`);
process.exitCode = refused.length === 0 ? 0 : 1;

function fault(folder, stated) {
  const name = folder.split('node_modules/').at(-1);
  const licence = stated ?? READ_BY_HAND[name];
  if (licence === undefined) return `${name}: no licence is stated`;
  return isAllowed(licence) ? null : `${name}: ${licence}`;
}

/** All parts of an AND, one of an OR. */
function isAllowed(licence) {
  const [expression] = licence.replaceAll(/[()]/g, '').split(/\s+WITH\s+/);
  if (expression.includes(' OR ')) return expression.split(' OR ').some(isAllowed);
  return expression.split(' AND ').every((part) => ALLOWED.has(part));
}
