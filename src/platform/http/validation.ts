import { ValidationPipe } from '@nestjs/common';
import { Transform } from 'class-transformer';
import {
  getMetadataStorage,
  ValidateIf,
  validateSync,
  type ValidationError,
  type ValidatorOptions,
} from 'class-validator';
import { InvalidInput, type FieldFault } from '../errors/index.js';
import { rememberRules } from './remember-rules.js';

rememberRules(getMetadataStorage());

/** A field that may be left out; unlike class-validator's `IsOptional`, an explicit null is not taken as absent. */
export function MayBeAbsent(): PropertyDecorator {
  return ValidateIf((_object, value) => value !== undefined);
}

/** An object whose names are data: reading it into a class would drop names that every object has, such as `toString`. */
export function AsItCame(): PropertyDecorator {
  return Transform(({ obj, key }) => (obj as Readonly<Record<string, unknown>>)[key]);
}

/** None of our rules waits for anything, so that nothing has to be waited for. */
class Validation extends ValidationPipe {
  protected override validate(object: object, options?: ValidatorOptions): ValidationError[] {
    return validateSync(object, options);
  }
}

/** Reads bodies into their DTO classes; unknown fields are dropped, each faulty one is named. */
export function validationPipe(): ValidationPipe {
  return new Validation({
    transform: true,
    whitelist: true,
    validationError: { target: false, value: false },
    exceptionFactory: (errors) => new InvalidInput(errors.flatMap((error) => faults(error, ''))),
  });
}

function faults(error: ValidationError, parent: string): FieldFault[] {
  const key = parent === '' ? error.property : `${parent}.${error.property}`;
  const message = firstMessage(error);
  return [
    ...(message === undefined ? [] : [{ key, message }]),
    ...(error.children ?? []).flatMap((child) => faults(child, key)),
  ];
}

/** Decorators apply from the bottom up, so the uppermost, which is the type, comes last; the key names the field already. */
function firstMessage({ property, constraints }: ValidationError): string | undefined {
  const { nestedValidation, ...checks } = constraints ?? {};
  const message = Object.values(checks).at(-1) ?? nestedValidation;
  return message?.startsWith(`${property} `) === true ? message.slice(property.length + 1) : message;
}
