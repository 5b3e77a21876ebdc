import fc from 'fast-check';
import { asBytes } from '../wire.js';
import { asJson, nastyNames, nastyValues } from './nasty.js';

/** Of bytes, as the wire writes them: what is cut off, overlong, half a pair of UTF-16, and no UTF-8 at all. */
const NO_UTF8 = [[0xc3], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xff, 0xfe], [0xf4, 0x90, 0x80, 0x80]].map(asBytes);

type Place = readonly string[];

/** Values like the given ones, with up to three places left out, added, or given another value. */
export function brokenOf(valid: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  const changes = fc.array(fc.tuple(fc.nat(), fc.constantFrom('set', 'drop', 'add'), nastyNames, nastyValues), {
    minLength: 1,
    maxLength: 3,
  });
  return fc.tuple(valid, changes).map(([value, all]) =>
    all.reduce<unknown>((changed, [where, how, name, other]) => {
      const places = placesOf(changed);
      const place = places[where % Math.max(places.length, 1)];
      if (place === undefined) return how === 'add' ? { [name]: other } : other;
      if (how === 'drop') return changedAt(changed, place, () => undefined);
      return changedAt(changed, how === 'add' ? [...place.slice(0, -1), name] : place, () => other);
    }, value),
  );
}

/** A text after something went wrong on its way. */
export function spoilt(json: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc.oneof(
    fc.tuple(json, fc.double({ min: 0, max: 1, noNaN: true })).map(([text, at]) => text.slice(0, text.length * at)),
    json.map((text) => `${text}}`),
    json.map((text) => `\ufeff${text}`),
    json.map((text) => text.replaceAll('"', "'")),
    json.map((text) => text.replace('{', '{"name":1,"name":2,')),
    json.map((text) => `[${text},${text}]`),
    fc.constantFrom('', ' ', 'null', '[]', '0', '"x"', '{', '\0', '{"a":"\ud800"}', '{"a":"\u0001"}', 'a=b', '<a/>'),
    fc.tuple(json, fc.constantFrom(...NO_UTF8)).map(([text, bytes]) => text.replace(/:"/, `:"${bytes}`)),
    fc.constantFrom(270_000, 1_100_000).map((length) => asJson({ name: 'x'.repeat(length) })),
  );
}

/** Every place inside of a value, as the names that lead there. */
function placesOf(value: unknown): readonly Place[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => [[name], ...placesOf(inner).map((rest) => [name, ...rest])]);
}

/** A field without a value is left out of the JSON. */
function changedAt(whole: unknown, [name = '', ...rest]: Place, value: () => unknown): unknown {
  const inner = rest.length === 0 ? value() : changedAt(Reflect.get(Object(whole), name), rest, value);
  if (Array.isArray(whole) && Number(name) < whole.length) return whole.with(Number(name), inner);
  const entries = Object.entries(Object(whole) as object).filter(([key]) => key !== name);
  return Object.fromEntries([...entries, [name, inner]]);
}
