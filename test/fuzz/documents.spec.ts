import { afterAll, beforeAll } from '@jest/globals';
import { ApiDocument } from './described.js';
import { describeFuzz } from './describe-fuzz.js';
import { AdminGround } from './grounds/admin.ground.js';
import { DriverGround } from './grounds/driver.ground.js';
import { FuzzShop } from './grounds/fuzz-shop.js';
import { PartnerGround } from './grounds/partner.ground.js';
import { UsageGround } from './grounds/usage.ground.js';

let shop: FuzzShop;
beforeAll(async () => {
  shop = await FuzzShop.open();
});
afterAll(() => shop.close());

describeFuzz('the partner API', new ApiDocument('partner'), () => new PartnerGround(shop));
describeFuzz('the usage API', new ApiDocument('usage'), () => new UsageGround(shop));
describeFuzz('the driver API', new ApiDocument('driver', '/drivers/'), () => new DriverGround(shop));
describeFuzz('the admin API', new ApiDocument('admin'), () => AdminGround.open(shop));
