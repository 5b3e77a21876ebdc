import { ValidationPipe } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { ValidateIf, type ValidationError } from 'class-validator';
import { InvalidInput, type FieldFault } from '../errors/index.js';

/** A field that may be left out; unlike class-validator's `IsOptional`, an explicit null is not taken as absent. */
export function MayBeAbsent(): PropertyDecorator {
  return ValidateIf((_object, value) => value !== undefined);
}

/** An object whose names are data: reading it into a class would drop names that every object has, such as `toString`. */
export function AsItCame(): PropertyDecorator {
  return Transform(({ obj, key }) => (obj as Readonly<Record<string, unknown>>)[key]);
}

/** Reads bodies into their DTO classes; unknown fields are dropped, each faulty one is named. */
export function validationPipe(): ValidationPipe {
  return new ValidationPipe({
    transform: true,
    whitelist: true,
    validationError: { target: false, value: false },
    exceptionFactory: (errors) => new InvalidInput(errors.flatMap((error) => faults(error, ''))),
  });
}

function faults(error: ValidationError, parent: string): FieldFault[] {
  const key = parent === '' ? error.property : `${parent}.${error.property}`;
  const own = Object.values(error.constraints ?? {}).map((message) => ({ key, message }));
  return [...own.slice(0, 1), ...(error.children ?? []).flatMap((child) => faults(child, key))];
}
