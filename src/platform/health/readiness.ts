import { Injectable } from '@nestjs/common';
import { RemoteKeySet } from '#libs/vercel-oidc';
import { HealthIndicatorService, type HealthIndicatorResult } from '@nestjs/terminus';
import { SchemaLevel } from '../database/index.js';

/** What must hold before traffic may come: database, schema, key set, and that the process is not on its way out. */
@Injectable()
export class Readiness {
  private draining = false;

  constructor(
    private readonly indicators: HealthIndicatorService,
    private readonly schema: SchemaLevel,
    private readonly keys: RemoteKeySet,
  ) {}

  /** From here on the process tells that it wants no more traffic. */
  drain(): void {
    this.draining = true;
  }

  get isDraining(): boolean {
    return this.draining;
  }

  async process(): Promise<HealthIndicatorResult> {
    const indicator = this.indicators.check('process');
    return this.draining ? indicator.down({ reason: 'draining' }) : indicator.up();
  }

  async database(): Promise<HealthIndicatorResult> {
    const indicator = this.indicators.check('database');
    try {
      const missing = await this.schema.missing();
      return missing.length === 0 ? indicator.up() : indicator.down({ reason: 'schema', missing });
    } catch {
      return indicator.down({ reason: 'unreachable' });
    }
  }

  async keySet(): Promise<HealthIndicatorResult> {
    const indicator = this.indicators.check('keySet');
    const { usable, ageSeconds, keys } = this.keys.status();
    return usable
      ? indicator.up({ ageSeconds, keys })
      : indicator.down({ reason: 'no usable key set', ageSeconds, keys });
  }
}
