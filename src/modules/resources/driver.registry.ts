import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Catalog } from '../catalog/index.js';
import type { ProductDriver } from './driver.port.js';

/** What a driver that ships is missing. */
const HINTS: Readonly<Record<string, string>> = { http: ' (HTTP_DRIVER_URL is not set)' };

/** Which driver serves which product; checked at start against the catalog. */
@Injectable()
export class DriverRegistry implements OnApplicationBootstrap {
  private readonly drivers = new Map<string, ProductDriver>();

  constructor(private readonly catalog: Catalog) {}

  onApplicationBootstrap(): void {
    const missing = this.catalog.products.filter((product) => !this.drivers.has(product.driver));
    if (missing.length > 0) {
      const list = missing.map(({ slug, driver }) => `${slug} wants ${driver}${HINTS[driver] ?? ''}`).join(', ');
      throw new Error(`The catalog names drivers that are not registered: ${list}`);
    }
    this.assertImporters();
    const mute = this.catalog.products.filter(
      ({ polledMeters, driver }) => polledMeters.size > 0 && !this.measures(driver),
    );
    if (mute.length === 0) return;
    const list = mute.map(({ slug, driver }) => `${slug} by ${driver}`).join(', ');
    throw new Error(`The catalog polls meters of drivers that do not measure: ${list}`);
  }

  private assertImporters(): void {
    const products = this.catalog.products.filter(
      ({ capabilities, driver }) => capabilities.imports && this.drivers.get(driver)?.imports !== true,
    );
    if (products.length === 0) return;
    const list = products.map(({ slug, driver }) => `${slug} by ${driver}`).join(', ');
    throw new Error(`The catalog lets customers import from drivers that cannot: ${list}`);
  }

  private measures(driver: string): boolean {
    return this.drivers.get(driver)?.measures === true;
  }

  /** Registers a driver under the name that the catalog uses. */
  register(name: string, driver: ProductDriver): void {
    this.drivers.set(name, driver);
  }

  /** The driver that has made a resource, kept in its row; without one, that of its product while it is sold. */
  driverOf(productSlug: string, kept?: string | null): ProductDriver {
    const driver = this.drivers.get(kept ?? this.catalog.getProduct(productSlug).driver);
    if (driver === undefined) throw new Error(`No driver for ${productSlug}`);
    return driver;
  }
}
