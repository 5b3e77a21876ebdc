/** A secret under the name by which a failed test tells of it. */
export interface Canary {
  readonly name: string;
  readonly value: string;
}

/** Where a canary was seen, and in which form. */
export interface Sighting {
  readonly canary: string;
  readonly form: string;
  readonly place: string;
}

/** Looks for secrets in texts: as they are, in hex, and in base64 at every alignment, so that neither bytea nor a token hides one. */
export class CanaryScan {
  private readonly forms: readonly (Sighting & { readonly text: string })[];

  constructor(canaries: Iterable<Canary>) {
    this.forms = [...canaries].flatMap(({ name, value }) => {
      if (value.length < 12) throw new Error(`${name} is too short to be recognised`);
      return formsOf(value).map(({ form, text }) => ({ canary: name, form, place: '', text }));
    });
  }

  /** Every canary that the text of a place holds. */
  sightings(place: string, text: string): readonly Sighting[] {
    const lower = text.toLowerCase();
    return this.forms
      .filter((known) => (known.form === 'hex' ? lower : text).includes(known.text))
      .map(({ canary, form }) => ({ canary, form, place }));
  }
}

function formsOf(value: string): readonly { readonly form: string; readonly text: string }[] {
  const bytes = Buffer.from(value, 'utf8');
  const escaped = JSON.stringify(value).slice(1, -1);
  const based = [0, 1, 2].map((shift) => base64At(bytes, shift));
  return [
    { form: 'text', text: value },
    ...(escaped === value ? [] : [{ form: 'JSON', text: escaped }]),
    ...(encodeURIComponent(value) === value ? [] : [{ form: 'URL', text: encodeURIComponent(value) }]),
    { form: 'hex', text: bytes.toString('hex') },
    ...based.map((text) => ({ form: 'base64', text })),
    ...based.filter((text) => /[+/]/.test(text)).map((text) => ({ form: 'base64url', text: urlSafe(text) })),
  ];
}

/** The part of the base64 that depends on nothing but these bytes, when `shift` other ones stand before them. */
function base64At(bytes: Buffer, shift: number): string {
  const encoded = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64');
  return encoded.slice(Math.ceil((shift * 8) / 6), Math.floor(((shift + bytes.length) * 8) / 6));
}

function urlSafe(text: string): string {
  return text.replaceAll('+', '-').replaceAll('/', '_');
}
