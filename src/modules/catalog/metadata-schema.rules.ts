import type { MetadataControl, MetadataProperty, MetadataSchema } from './catalog.document.js';
import type { FaultList } from './fault-list.js';
import { optionValues, valueCheck } from './metadata-value.js';

interface ControlRule {
  readonly types: readonly MetadataProperty['type'][];
  readonly items?: 'string' | 'number';
  readonly options?: 'required' | 'allowed';
}

/** Which type goes with which control, as Vercel's meta-schema has it. */
const CONTROLS: Readonly<Record<MetadataControl, ControlRule>> = {
  input: { types: ['string', 'number'] },
  toggle: { types: ['boolean'] },
  slider: { types: ['array'], items: 'number' },
  select: { types: ['string'], options: 'required' },
  'multi-select': { types: ['array'], items: 'string', options: 'required' },
  'vercel-region': { types: ['string'], options: 'allowed' },
  'multi-vercel-region': { types: ['array'], items: 'string', options: 'allowed' },
  domain: { types: ['string'] },
  'git-namespace': { types: ['string'] },
};

const KEYWORDS_OF: Readonly<Record<string, readonly string[]>> = {
  string: ['enum', 'minLength', 'maxLength', 'pattern'],
  number: ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'],
  array: ['items', 'minItems', 'maxItems', 'example'],
  boolean: [],
};
const ALL_KEYWORDS = new Set(Object.values(KEYWORDS_OF).flat());

/** Reports where a form is not one that Vercel can show, or whose default it would refuse itself. */
export function addMetadataFaults(schema: MetadataSchema, path: string, faults: FaultList): void {
  const required = faults.isSound(`${path}.required`) ? schema.required : [];
  required?.forEach((key, index) => {
    if (!Object.hasOwn(schema.properties, key))
      faults.add(`${path}.required[${index}]`, 'is not one of the properties');
  });
  for (const [key, property] of Object.entries(schema.properties)) {
    const place = `${path}.properties.${key}`;
    if (!faults.isSound(place)) continue;
    addControlFaults(property, place, faults);
    addKeywordFaults(property, property.type, place, faults);
    if (property.items !== undefined) addKeywordFaults(property.items, property.items.type, `${place}.items`, faults);
    if (faults.isSound(place)) addDefaultFaults(property, place, faults);
  }
}

function addControlFaults(property: MetadataProperty, place: string, faults: FaultList): void {
  const control = property['ui:control'];
  const { types, items, options } = CONTROLS[control];
  if (!types.includes(property.type)) {
    faults.add(`${place}.type`, `must be ${types.join(' or ')} with the control ${control}`);
    return;
  }
  if (items !== undefined && property.items?.type !== items) {
    faults.add(`${place}.items`, `must have the type ${items} with the control ${control}`);
  }
  if (options === 'required' && property['ui:options'] === undefined) {
    faults.add(`${place}.ui:options`, `is missing, the control ${control} needs it`);
  }
  if (options === undefined && property['ui:options'] !== undefined) {
    faults.add(`${place}.ui:options`, `does not go with the control ${control}`);
  }
  if (options === 'required') addOptionFaults(property, place, faults);
}

function addOptionFaults(property: MetadataProperty, place: string, faults: FaultList): void {
  const options = property['ui:options'] ?? [];
  const values = options.map((option) => (typeof option === 'string' ? option : option.value));
  options.forEach((option, index) => {
    if (typeof option === 'string' || option.label === undefined) {
      faults.add(`${place}.ui:options[${index}]`, 'must be an object with label and value');
    }
    if (values.indexOf(values[index] ?? '') < index) faults.add(`${place}.ui:options[${index}]`, 'repeats a value');
  });
  if (options.length > 0 && optionValues(options).length === 0) {
    faults.add(`${place}.ui:options`, 'has no option that can be chosen');
  }
}

function addKeywordFaults(source: object, type: string, place: string, faults: FaultList): void {
  const fitting = KEYWORDS_OF[type] ?? [];
  for (const keyword of Object.keys(source)) {
    if (ALL_KEYWORDS.has(keyword) && !fitting.includes(keyword)) {
      faults.add(`${place}.${keyword}`, `does not go with the type ${type}`);
    }
  }
}

function addDefaultFaults(property: MetadataProperty, place: string, faults: FaultList): void {
  for (const source of [property, property.items]) {
    if (source?.pattern !== undefined && !isPattern(source.pattern)) {
      faults.add(`${place}${source === property ? '' : '.items'}.pattern`, 'is not a regular expression');
      return;
    }
  }
  if (property.default === undefined) return;
  for (const problem of valueCheck(property)(property.default)) faults.add(`${place}.default`, problem);
}

function isPattern(pattern: string): boolean {
  try {
    return new RegExp(pattern, 'u') instanceof RegExp;
  } catch {
    return false;
  }
}
