import { ValidateBy } from 'class-validator';

/** A JSON object each of whose values passes the check. */
export function IsMapOf(check: (value: unknown) => boolean, message: string): PropertyDecorator {
  return ValidateBy({
    name: 'isMapOf',
    validator: {
      validate: (value: unknown) =>
        typeof value === 'object' && value !== null && !Array.isArray(value) && Object.values(value).every(check),
      defaultMessage: () => message,
    },
  });
}

/** An absolute http or https URL. */
export function IsWebUrl(): PropertyDecorator {
  return ValidateBy({
    name: 'isWebUrl',
    validator: {
      validate: (value: unknown) => typeof value === 'string' && /^https?:$/.test(URL.parse(value)?.protocol ?? ''),
      defaultMessage: () => 'must be a URL',
    },
  });
}
