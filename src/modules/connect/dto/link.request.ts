import { Transform } from 'class-transformer';
import { ArrayNotEmpty, ArrayUnique, IsIn, IsString, Matches, MaxLength } from 'class-validator';
import type { VariableTarget } from '#libs/vercel-api';
import { IsResourceName } from '../../resources/index.js';

/** Where variables can be set. */
export const TARGETS: readonly VariableTarget[] = ['production', 'preview', 'development'];

/** Form that connects a resource to a project. */
export class LinkRequest {
  /** Id of the project at Vercel. */
  @Matches(/^.{1,256}$/u, { message: 'choose a project' })
  @IsString({ message: 'choose a project' })
  readonly project: string;

  /** Id of a resource, or what is offered. */
  @MaxLength(512)
  @IsString({ message: 'choose a resource' })
  readonly resource: string;

  /** Of a new resource. */
  @IsResourceName()
  readonly name: string;

  /** The same for the same form. */
  @Matches(/^[A-Za-z0-9_-]{43}$/)
  @IsString()
  readonly key: string;

  /** Boxes that were ticked. */
  @Transform(({ value }: { value: unknown }) => (value === undefined ? [] : [value].flat()))
  @ArrayNotEmpty({ message: 'choose at least one environment' })
  @ArrayUnique()
  @IsIn(TARGETS, { each: true })
  readonly targets: VariableTarget[];
}
